using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>
/// Prepares shares for an invitation: each item is read and encrypted as for any share, all under one key, for the sender
/// confirms a multistep invitation with one. The owner's next batch gives each share a key of its own.
/// </summary>
internal sealed class SharePreparer(MeecoSession session)
{
    /// <summary>Prepares the shares.</summary>
    /// <param name="invitation">The invitation as the vault answered it.</param>
    /// <param name="wanted">What was asked for.</param>
    /// <param name="progress">Told about each item.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When all are prepared.</returns>
    public async Task PrepareAsync(
        InvitationBody invitation,
        NewInvitation wanted,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel)
    {
        using var key = ShareKey.Generate();
        var sealedKey = invitation.MultistepWorkflow == true
            ? session.Keys.Dek.WrapKey(key)
            : PreparedShareKeys.Seal(wanted.Passphrase ?? throw ClientErrors.PassphraseNeeded(), key);
        var done = 0;
        foreach (var itemId in wanted.ItemIds)
        {
            progress?.Report(new MeecoProgress("Preparing shares", done++, wanted.ItemIds.Count));
            await Revision.WriteAsync(
                stop => PrepareAsync(invitation.Id!, itemId, wanted.Conditions, key, sealedKey, stop), cancel).ConfigureAwait(false);
        }
    }

    private async Task<bool> PrepareAsync(
        string invitationId,
        string itemId,
        NewShare conditions,
        ShareKey key,
        string sealedKey,
        CancellationToken cancel)
    {
        using var item = await session.Items.OpenAsync(itemId, cancel).ConfigureAwait(false);
        using var sealer = ShareSealer.Open(item);
        var slotId = item.FindSlotId(conditions.Slot);
        await session.Apis.Connections.PrepareSharesAsync(
            invitationId,
            new PostShareIntentsRequest
            {
                ShareIntents =
                [
                    new PostShareIntent
                    {
                        EncryptedDek = sealedKey,
                        ItemId = itemId,
                        ItemVersion = item.Item.Version,
                        SlotId = slotId,
                        SlotValues = [.. sealer.Seal(key, slotId)],
                        OnsharingPermitted = conditions.SharingMode == SharingMode.Anyone,
                        ExpiresAt = conditions.ExpiresAt,
                        Terms = conditions.Terms,
                        AcceptanceRequired = ShareMapping.Acceptance(
                            conditions.MustBeAccepted ? AcceptanceStatus.Required : AcceptanceStatus.NotRequired),
                    },
                ],
            },
            ServerApis.NewIdempotencyKey(),
            cancel)
            .OrNotFound(() => ClientErrors.ItemNotFound(itemId))
            .OrVersionConflict(() => ClientErrors.ItemKeepsChanging(item.Item.Label)).ConfigureAwait(false);
        return true;
    }
}
