using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;

namespace Meeco.Server.Shares;

/// <summary>Lets a recipient keep the values of his copy under his own DEK (rule 39).</summary>
internal sealed class ReceivedItemEncryption(PublicIds ids, SharingSources sources)
{
    /// <summary>
    /// Replaces the values of the share that serves the copy; the owner's hashes stay, for the plain values do. Call it
    /// inside a transaction.
    /// </summary>
    /// <param name="caller">The recipient.</param>
    /// <param name="itemId">His id of the item.</param>
    /// <param name="slots">All slots of the copy that have a value.</param>
    /// <param name="expectedVersion">The version that the caller read; null when he does not say.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The key of the copy.</returns>
    /// <exception cref="RefusedException">404, 403 or 412 for the item; 422 for what cannot be stored.</exception>
    public async Task<long> ApplyAsync(
        VaultCaller caller,
        string itemId,
        IReadOnlyList<PostItemEncryptSlot> slots,
        long? expectedVersion,
        CancellationToken cancel)
    {
        var copy = await sources.CopyAsync(caller, itemId, cancel);
        var serving = sources.Serving(copy);
        if (expectedVersion is { } expected && expected != serving.ValuesRevision)
        {
            throw Refuse.VersionConflict(serving.ValuesRevision);
        }

        var sent = new Dictionary<int, PostItemEncryptSlot>();
        foreach (var slot in slots)
        {
            if (ids.Decode(slot.Id) is not { Kind: IdKind.ReceivedSlot } named
                || named.Key != copy.Key
                || serving.Values.All(value => value.Ordinal != named.Ordinal)
                || !sent.TryAdd(named.Ordinal, slot))
            {
                throw Refuse.Invalid("slots.id", "The received item has no such slot with a value, or it is named twice.");
            }
        }

        serving.Values = [.. serving.Values.Select(value => Reencrypted(value, sent.GetValueOrDefault(value.Ordinal)))];
        serving.EncryptedDek = null;
        return copy.Key;
    }

    // One value left under the share's key would be lost with it.
    private static SharedValue Reencrypted(SharedValue value, PostItemEncryptSlot? sent) => sent is null
        ? throw Refuse.Invalid("slots", "Every slot that has a value must be encrypted anew.")
        : SharedValuesReader.Make(
            value.Ordinal,
            sent.EncryptedValue ?? "",
            sent.EncryptedValueVerificationKey,
            value.VerificationHash);
}
