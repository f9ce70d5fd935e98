using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>
/// Shares one item with any number of recipients: it is read and opened once, and posted once, unless there are so many
/// that no server would take them in one body.
/// </summary>
internal sealed class ShareCreator(MeecoSession session)
{
    // Far below what servers take in one body, and it bounds the memory of a call.
    private const int MaxBytesPerCall = 2 * 1024 * 1024;
    private const int MaxSharesPerCall = 500;

    /// <summary>Shares an item.</summary>
    /// <param name="itemId">The item's id, for the user of the session.</param>
    /// <param name="recipients">With whom.</param>
    /// <param name="conditions">On what conditions.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The shares, in the order of the recipients.</returns>
    public async Task<IReadOnlyList<MeecoShare>> CreateAsync(
        string itemId,
        IReadOnlyList<MeecoConnection> recipients,
        NewShare conditions,
        CancellationToken cancel)
    {
        if (recipients.Count == 0)
        {
            throw ClientErrors.NoRecipients();
        }

        var shares = new List<MeecoShare>(recipients.Count);
        while (shares.Count < recipients.Count)
        {
            var first = shares.Count;
            shares.AddRange(await Revision.WriteAsync(
                stop => CreateNextAsync(itemId, recipients, first, conditions, stop), cancel).ConfigureAwait(false));
        }

        return shares;
    }

    private async Task<IEnumerable<MeecoShare>> CreateNextAsync(
        string itemId,
        IReadOnlyList<MeecoConnection> recipients,
        int first,
        NewShare conditions,
        CancellationToken cancel)
    {
        using var item = await session.Items.OpenAsync(itemId, cancel).ConfigureAwait(false);
        using var sealer = ShareSealer.Open(item);
        var slotId = item.FindSlotId(conditions.Slot);
        var fitting = Math.Clamp(MaxBytesPerCall / sealer.EstimateSize(slotId), 1, MaxSharesPerCall);
        var chunk = recipients.Skip(first).Take(fitting).ToArray();
        var request = new PostItemSharesRequest
        {
            Shares = await SealAsync(sealer, slotId, chunk, conditions, cancel).ConfigureAwait(false),
        };
        var answer = await session.Apis.Shares
            .CreateAsync(itemId, request, item.VersionTag, ServerApis.NewIdempotencyKey(), cancel)
            .OrNotFound(() => ClientErrors.ItemNotFound(itemId))
            .OrVersionConflict(() => ClientErrors.ItemKeepsChanging(item.Item.Label)).ConfigureAwait(false);
        return answer.Shares.Count == chunk.Length
            ? answer.Shares.Zip(chunk, (share, recipient) => Map(share, recipient, item))
            : throw ClientErrors.NotTheProtocol("it made another number of shares than it was asked for.");
    }

    private async Task<PostItemSharesShare[]> SealAsync(
        ShareSealer sealer,
        string? slotId,
        MeecoConnection[] recipients,
        NewShare conditions,
        CancellationToken cancel)
    {
        var shares = new PostItemSharesShare[recipients.Length];
        await Parallel.ForAsync(0, recipients.Length, cancel, (index, _) =>
        {
            shares[index] = Seal(sealer, slotId, recipients[index], conditions);
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        return shares;
    }

    private PostItemSharesShare Seal(
        ShareSealer sealer,
        string? slotId,
        MeecoConnection recipient,
        NewShare conditions)
    {
        using var key = ShareKey.Generate();
        return new PostItemSharesShare
        {
            RecipientId = recipient.UserId,
            PublicKey = recipient.PublicKey,
            KeypairExternalId = recipient.KeypairExternalId,
            EncryptedDek = session.KeyRing.WrapShareKey(recipient.PublicKey, key),
            Terms = conditions.Terms,
            AcceptanceRequired = conditions.MustBeAccepted ? AcceptanceStates.Required : AcceptanceStates.NotRequired,
            OnsharingPermitted = conditions.SharingMode == SharingMode.Anyone,
            SharingMode = ShareMapping.Mode(conditions.SharingMode),
            ExpiresAt = conditions.ExpiresAt,
            SlotId = slotId,
            SlotValues = [.. sealer.Seal(key, slotId)],
        };
    }

    private MeecoShare Map(ShareBody share, MeecoConnection recipient, OpenItem item)
    {
        var slot = item.Slots.FirstOrDefault(one => (one.OriginalId ?? one.Id) == share.SlotId);
        return ShareMapping.Map(share, session.UserId, recipient.Name, slot?.Name);
    }
}
