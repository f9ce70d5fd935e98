using Meeco.Server.Http;
using Meeco.Server.Items;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Shares;

/// <summary>Reads the values that an owner uploads for the shares of an item (docs/WIRE.md 4.7.2).</summary>
internal sealed class UploadedValues(MeecoDb db, PublicIds ids)
{
    /// <summary>The values of each share in the order of the slots; empty for a share without any.</summary>
    /// <param name="slots">The slots of the item.</param>
    /// <param name="shareKeys">The shares that have a new key.</param>
    /// <param name="sent">The values as sent; entries without a value are those of empty slots.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="RefusedException">400: a value is of no named share or of no slot of the item. 422: it cannot be stored.</exception>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<SharedValue>>> ReadAsync(
        IReadOnlyList<Slot> slots,
        IReadOnlyCollection<long> shareKeys,
        IReadOnlyList<PutItemSharesSlotValue> sent,
        CancellationToken cancel)
    {
        var ordinals = await OrdinalsAsync(slots, sent, cancel);
        var values = shareKeys.ToDictionary(key => key, _ => new SortedDictionary<int, SharedValue>());
        foreach (var value in sent)
        {
            if (ids.Decode(value.ShareId, IdKind.Share) is not { } shareKey || !values.TryGetValue(shareKey, out var ofShare))
            {
                throw Refuse.BadRequest("slot_values.share_id", "A value is for a share that share_deks does not name.");
            }

            if (string.IsNullOrEmpty(value.EncryptedValue) || ordinals[value.SlotId!] is not { } ordinal)
            {
                continue;
            }

            var made = SharedValuesReader.Make(
                ordinal,
                value.EncryptedValue,
                value.EncryptedValueVerificationKey,
                value.ValueVerificationHash);
            if (!ofShare.TryAdd(ordinal, made))
            {
                throw Refuse.BadRequest("slot_values.slot_id", "A slot is named twice for one share.");
            }
        }

        return values.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<SharedValue>)[.. pair.Value.Values]);
    }

    // A slot may have been removed since the caller read the item: its values are dropped, as those in the shares were.
    private async Task<Dictionary<string, int?>> OrdinalsAsync(
        IReadOnlyList<Slot> slots,
        IReadOnlyList<PutItemSharesSlotValue> sent,
        CancellationToken cancel)
    {
        var keys = new Dictionary<string, long>();
        foreach (var id in sent.Select(value => value.SlotId))
        {
            keys[id ?? ""] = ids.Decode(id, IdKind.Slot)
                ?? throw Refuse.BadRequest("slot_values.slot_id", "There is no slot with such an id.");
        }

        var known = slots.ToDictionary(slot => slot.Key, slot => slot.Ordinal);
        var unknown = keys.Values.Where(key => !known.ContainsKey(key)).ToHashSet();
        if (unknown.Count > 0 && await db.Slots.AnyAsync(slot => unknown.Contains(slot.Key), cancel))
        {
            throw Refuse.BadRequest("slot_values.slot_id", "A slot is of another item.");
        }

        return keys.ToDictionary(pair => pair.Key, pair => known.TryGetValue(pair.Value, out var ordinal) ? ordinal : (int?)null);
    }
}
