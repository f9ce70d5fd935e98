using Meeco.Wire;

namespace Meeco;

/// <summary>
/// Puts the values of a received item under the recipient's own DEK (rule 39): afterwards he can read them without the
/// key pair of the connection. The owner's hashes stay, for the plain values do.
/// </summary>
internal sealed class ItemProtector(MeecoSession session)
{
    /// <summary>Encrypts a received item again; one that is under the user's DEK already stays as it is.</summary>
    /// <param name="id">Its id, for the user of the session.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The item as it is now.</returns>
    /// <exception cref="MeecoException">
    /// <c>ItemNotFound</c>, <c>ItemNotReceived</c>, <c>ShareNotAccepted</c>, <c>VerificationFailed</c>,
    /// <c>VerificationKeyMissing</c>, <c>ItemVersionConflict</c>.
    /// </exception>
    public Task<MeecoItem> ProtectAsync(string id, CancellationToken cancel) =>
        Revision.WriteAsync(stop => ProtectOnceAsync(id, stop), cancel);

    private async Task<MeecoItem> ProtectOnceAsync(string id, CancellationToken cancel)
    {
        using var item = await session.Items.OpenAsync(id, cancel).ConfigureAwait(false);
        if (item.Share is not { } share)
        {
            throw ClientErrors.NotReceived(item.Item.Label);
        }

        if (share.EncryptedDek is null)
        {
            return item.Read();
        }

        using var sealer = ShareSealer.Open(item);
        var own = session.Keys.Dek;
        var answer = await session.Apis.Items.EncryptAsync(
            id,
            new PostItemEncryptRequest
            {
                Slots = [.. sealer.Seal(own, slotId: null).Select(value => new PostItemEncryptSlot
                {
                    Id = value.SlotId,
                    EncryptedValue = value.EncryptedValue,
                    EncryptedValueVerificationKey = value.EncryptedValueVerificationKey,
                })],
            },
            item.VersionTag,
            ServerApis.NewIdempotencyKey(),
            cancel)
            .OrNotFound(() => ClientErrors.ItemNotFound(id))
            .OrVersionConflict(() => ClientErrors.ItemKeepsChanging(item.Item.Label)).ConfigureAwait(false);
        return ItemReader.Read(answer.Item, answer.Slots, own, share with { EncryptedDek = null });
    }
}
