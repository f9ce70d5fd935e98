using Meeco.Server.Http;
using Meeco.Server.Items;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Shares;

/// <summary>
/// The recipient's side of items: which copies he has, and what of them he may see now. Labels, order and
/// classification are read from the original, values from the share that serves the copy.
/// </summary>
internal sealed class ReceivedItems(MeecoDb db, ItemPages pages, PublicIds ids, ItemViews views, TimeProvider clock)
{
    /// <summary>The copies that stand in this recipient's list of items: not those of rejected shares.</summary>
    public IQueryable<ReceivedItem> Listed(long recipientKey) => db.ReceivedItems.Where(
        received => received.RecipientKey == recipientKey
            && received.Shares.Any(share => share.Acceptance != Acceptance.Rejected));

    /// <summary>The copies with these keys as their recipient sees them, in the order of the keys.</summary>
    /// <param name="keys">Keys that came from <see cref="Listed"/>.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<IReadOnlyList<ItemContent>> RenderAsync(IReadOnlyList<long> keys, CancellationToken cancel)
    {
        if (keys.Count == 0)
        {
            return [];
        }

        var copies = await db.ReceivedItems.AsNoTracking()
            .Where(received => keys.Contains(received.Key))
            .ToDictionaryAsync(received => received.Key, cancel);
        foreach (var share in await db.Shares.AsNoTracking().Where(share => keys.Contains(share.ReceivedItemKey)).ToListAsync(cancel))
        {
            copies[share.ReceivedItemKey].Shares.Add(share);
        }

        var items = await pages.LoadAsync(db, copies.Values.Select(copy => copy.ItemKey).ToHashSet(), cancel);
        ids.Prepare(
        [
            .. copies.Keys.Select(key => new PublicId(IdKind.ReceivedItem, key, 0)),
            .. copies.Values.SelectMany(copy => copy.Shares).Select(share => new PublicId(IdKind.Share, share.Key, 0)),
            .. copies.Values.SelectMany(copy => items[copy.ItemKey].Slots, (copy, slot) => new PublicId(IdKind.ReceivedSlot, copy.Key, slot.Ordinal)),
        ]);
        var now = clock.GetUtcNow();
        return [.. keys.Where(copies.ContainsKey).Select(key => Render(copies[key], items[copies[key].ItemKey], now))];
    }

    /// <summary>One copy of this caller, withheld or not; null when he has none with that key.</summary>
    public async Task<ItemContent?> FindAsync(VaultCaller caller, long key, CancellationToken cancel)
    {
        var keys = await Listed(caller.UserKey).Where(received => received.Key == key).Select(received => received.Key).ToListAsync(cancel);
        var found = await RenderAsync(keys, cancel);
        return found.SingleOrDefault();
    }

    /// <summary>One slot of a copy of this caller; null when there is none, or while it is withheld.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="key">The copy.</param>
    /// <param name="ordinal">The original slot's ordinal.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<SlotBody?> FindSlotAsync(VaultCaller caller, long key, int ordinal, CancellationToken cancel)
    {
        var id = ids.Encode(IdKind.ReceivedSlot, key, ordinal);
        var content = await FindAsync(caller, key, cancel);
        return content?.Slots.SingleOrDefault(slot => slot.Id == id);
    }

    private ItemContent Render(ReceivedItem copy, Item item, DateTimeOffset now)
    {
        var serving = copy.Shares.Serving(now);
        var shown = serving ?? Waiting(copy, now);
        var slots = ItemViews.InOrder(item).Where(slot => shown.Covers(slot.Ordinal)).ToList();
        var visible = serving is null ? [] : slots;
        var own = views.Body(item);
        return new ItemContent(
            own with
            {
                Id = ids.Encode(IdKind.ReceivedItem, copy.Key),
                Own = false,
                CreatedAt = copy.CreatedAt,
                SlotIds = [.. slots.Select(slot => ids.Encode(IdKind.ReceivedSlot, copy.Key, slot.Ordinal))],
                OriginalId = own.Id,
                ShareId = ids.Encode(IdKind.Share, shown.Key),
                Version = serving?.ValuesRevision,
            },
            [.. visible.Select(slot => Render(slot, item, copy, serving!))],
            [
                .. views.Nodes(ItemViews.NodesOf(item, visible))
                    .Select(node => node with { Own = false }),
            ],
            views.Attachments(visible),
            views.Thumbnails(visible));
    }

    private SlotBody Render(Slot slot, Item item, ReceivedItem copy, Share serving)
    {
        var value = serving.Values.SingleOrDefault(value => value.Ordinal == slot.Ordinal);
        var own = views.Slot(slot, item);
        return own with
        {
            Id = ids.Encode(IdKind.ReceivedSlot, copy.Key, slot.Ordinal),
            Own = false,
            ItemId = ids.Encode(IdKind.ReceivedItem, copy.Key),
            OriginalId = own.Id,
            ShareId = ids.Encode(IdKind.Share, serving.Key),
            EncryptedValue = value?.EncryptedValue,
            EncryptedValueVerificationKey = value?.EncryptedVerificationKey,
            ValueVerificationHash = value?.VerificationHash,
            Encrypted = value is not null || slot.AttachmentKey is not null,
        };
    }

    // The share to name while none is readable: one that can still be accepted before one that is over.
    private static Share Waiting(ReceivedItem copy, DateTimeOffset now) =>
        copy.Shares.OldestFirst()
            .Where(share => share.Acceptance != Acceptance.Rejected)
            .OrderBy(share => share.IsOver(now))
            .First();
}
