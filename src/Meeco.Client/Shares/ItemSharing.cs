using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>
/// One item while it is being shared: opened once, sealed anew for every share, and read again only where it has moved on
/// in between.
/// </summary>
/// <param name="session">Whose item.</param>
/// <param name="itemId">The item's id, for the user of the session.</param>
/// <param name="start">The item as it was read before; null to read it.</param>
/// <param name="conditions">On what conditions it is shared.</param>
internal sealed class ItemSharing(MeecoSession session, string itemId, ShareStart? start, NewShare conditions) : IDisposable
{
    private ShareStart? _start = start;
    private OpenItem? _item;
    private ShareSealer? _sealer;

    /// <summary>Tells the recipients who have a share already from those who are to get one.</summary>
    /// <param name="recipients">The recipients.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The shares that there are, and the recipients without one, in their order.</returns>
    public async Task<(IReadOnlyList<MeecoShare> Standing, IReadOnlyList<MeecoConnection> Left)> SplitAsync(
        IReadOnlyList<MeecoConnection> recipients,
        CancellationToken cancel)
    {
        if (!conditions.SkipExisting || _start is not { Standing.Count: > 0 } known)
        {
            return ([], recipients);
        }

        await OpenAsync(cancel).ConfigureAwait(false);
        var slotId = OwnersSlotId();
        var standing = known.Standing
            .Where(share => share.SlotId == slotId)
            .OrderBy(share => share.CreatedAt)
            .DistinctBy(share => share.RecipientId)
            .ToDictionary(share => share.RecipientId, StringComparer.Ordinal);
        var shares = recipients
            .Where(recipient => standing.ContainsKey(recipient.UserId))
            .Select(recipient => MapStanding(standing[recipient.UserId], recipient));
        return ([.. shares], [.. recipients.Where(recipient => !standing.ContainsKey(recipient.UserId))]);
    }

    /// <summary>How many calls it takes to share with so many.</summary>
    /// <param name="recipients">Their number.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The number of calls.</returns>
    public async Task<int> CountCallsAsync(int recipients, CancellationToken cancel)
    {
        await OpenAsync(cancel).ConfigureAwait(false);
        return (int)Math.Ceiling((double)recipients / PerCall);
    }

    /// <summary>Shares with as many recipients as one call takes.</summary>
    /// <param name="recipients">The recipients; those who do not fit are left.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>What came of the first of them, one outcome a recipient.</returns>
    /// <exception cref="MeecoException">The item cannot be shared; <c>ItemVersionConflict</c>: it has moved on, and will be read again.</exception>
    public async Task<IReadOnlyList<ShareOutcome>> PostNextAsync(IReadOnlyList<MeecoConnection> recipients, CancellationToken cancel)
    {
        await OpenAsync(cancel).ConfigureAwait(false);
        var chunk = recipients.Take(PerCall).ToArray();
        var outcomes = new ShareOutcome[chunk.Length];
        var asked = (await SealAsync(chunk, outcomes, cancel).ConfigureAwait(false))
            .Select((share, place) => (Share: share, Place: place))
            .Where(entry => entry.Share is not null)
            .ToList();
        while (asked.Count > 0)
        {
            try
            {
                var answer = await PostAsync([.. asked.Select(entry => entry.Share!)], cancel).ConfigureAwait(false);
                foreach (var (made, (_, place)) in answer.Zip(asked))
                {
                    outcomes[place] = new ShareOutcome(Map(made.Share, chunk[place], made.AlreadyShared), null);
                }

                break;
            }
            catch (MeecoServerException refused) when (refused.ShareIndex is { } index && index < asked.Count)
            {
                var place = asked[index].Place;
                outcomes[place] = new ShareOutcome(null, ClientErrors.NotSharedWith(_item!.Item.Label, chunk[place], refused));
                asked.RemoveAt(index);
            }
        }

        return outcomes;
    }

    /// <summary>Zeroes the keys.</summary>
    public void Dispose()
    {
        _sealer?.Dispose();
        _item?.Dispose();
        (_sealer, _item) = (null, null);
    }

    private async Task OpenAsync(CancellationToken cancel)
    {
        if (_sealer is not null)
        {
            return;
        }

        _item ??= _start switch
        {
            null => await session.Items.OpenAsync(itemId, cancel).ConfigureAwait(false),
            { Item.Own: true } own => new OpenItem(own.Item, own.Slots, null, new ItemKeys(session).Own()),
            { Incoming: { } incoming } received => await session.Items
                .OpenReceivedAsync(received.Item, received.Slots, [], incoming, cancel).ConfigureAwait(false),

            // Its share ended between the two calls that read them.
            _ => throw ClientErrors.ItemNotFound(itemId),
        };
        _sealer = ShareSealer.Open(_item);
    }

    private int PerCall => SharesPerCall.Of(_sealer!, _item!.FindSlotId(conditions.Slot));

    // A share names its slot by the owner's id, and so does an on-share of an item that was itself received as one slot.
    private string? OwnersSlotId()
    {
        var id = _item!.FindSlotId(conditions.Slot);
        return id is null
            ? _item.Share?.SlotId
            : _item.Slots.First(slot => slot.Id == id) is var slot ? slot.OriginalId ?? slot.Id : null;
    }

    private async Task<PostItemSharesShare?[]> SealAsync(
        MeecoConnection[] recipients,
        ShareOutcome[] outcomes,
        CancellationToken cancel)
    {
        var shares = new PostItemSharesShare?[recipients.Length];
        var slotId = _item!.FindSlotId(conditions.Slot);
        await SealingWork.ForEachAsync(recipients.Length, index =>
        {
            try
            {
                shares[index] = Seal(recipients[index], slotId);
            }
            catch (MeecoException unusable)
            {
                outcomes[index] = new ShareOutcome(null, ClientErrors.NotSharedWith(_item.Item.Label, recipients[index], unusable));
            }
        }, cancel).ConfigureAwait(false);
        return shares;
    }

    private PostItemSharesShare Seal(MeecoConnection recipient, string? slotId)
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
            SlotValues = [.. _sealer!.Seal(key, slotId)],
        };
    }

    private async Task<IEnumerable<(ShareBody Share, bool AlreadyShared)>> PostAsync(PostItemSharesShare[] shares, CancellationToken cancel)
    {
        try
        {
            var answer = await session.Apis.Shares.CreateAsync(
                    itemId,
                    new PostItemSharesRequest { Shares = shares, SkipExisting = conditions.SkipExisting ? true : null },
                    _item!.VersionTag,
                    ServerApis.NewIdempotencyKey(),
                    cancel)
                .OrNotFound(() => ClientErrors.ItemNotFound(itemId))
                .OrVersionConflict(() => ClientErrors.ItemKeepsChanging(_item.Item.Label)).ConfigureAwait(false);
            return answer.Shares.Count == shares.Length
                ? answer.Shares.Select(share => (share, answer.AlreadySharedIds?.Contains(share.Id) == true))
                : throw ClientErrors.NotTheProtocol("it made another number of shares than it was asked for.");
        }
        catch (MeecoException conflict) when (conflict.ErrorId == ClientErrors.ItemVersionConflict)
        {
            Dispose();
            _start = null;
            throw;
        }
    }

    private MeecoShare Map(ShareBody share, MeecoConnection recipient, bool alreadyShared)
    {
        var slot = _item!.Slots.FirstOrDefault(one => (one.OriginalId ?? one.Id) == share.SlotId);
        return alreadyShared
            ? MapStanding(share, recipient)
            : ShareMapping.Map(share, session.UserId, recipient.Name, slot?.Name);
    }

    private MeecoShare MapStanding(ShareBody share, MeecoConnection recipient) =>
        Map(share, recipient, alreadyShared: false) with
        {
            AlreadyShared = true,
            Differences = [.. ShareDifferences.Of(share, conditions, _item!.Share)],
        };
}
