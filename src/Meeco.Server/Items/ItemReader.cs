using Meeco.Server.Http;
using Meeco.Server.Shares;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Items;

/// <summary>Reads the caller's items, own and received, each against one state of the database.</summary>
internal sealed class ItemReader(
    MeecoDb db,
    ItemPages pages,
    Transactions transactions,
    ReceivedItems received,
    ItemViews views,
    PublicIds ids,
    TimeProvider clock)
{
    /// <summary>A page of the list that unites own and received items, ordered by (creation, key) (docs/RULES.md 9, lists).</summary>
    public Task<(Page<ItemContent> Page, string? Next)> ListAsync(
        VaultCaller caller,
        ItemFilter filter,
        PageRequest request,
        CancellationToken cancel) =>
        transactions.ReadAsync(
            async inner =>
            {
                var rows = Page.Cut(await FindRowsAsync(caller, filter, request, inner), request, row => row.Place);
                var own = await ReadOwnAsync(Keys(rows, received: false), inner);
                var copies = await ReadCopiesAsync(Keys(rows, received: true), inner);
                var contents = rows.Rows.Select(row => row.Received ? copies[row.Key] : own[row.Key]).ToList();
                return (new Page<ItemContent>(contents, rows.Next), rows.Next is { } next ? ids.EncodeCursor(next) : null);
            },
            cancel);

    /// <summary>One item of the caller.</summary>
    /// <exception cref="RefusedException">404: none of his; the original of a received item is not.</exception>
    public Task<ItemContent> ReadAsync(VaultCaller caller, string id, CancellationToken cancel) =>
        transactions.ReadAsync(
            async inner => ids.Decode(id) switch
            {
                { Kind: IdKind.Item } => await ReadOwnAsync(caller, id, inner),
                { Kind: IdKind.ReceivedItem, Ordinal: 0, Key: var key } => await received.FindAsync(caller, key, inner),
                _ => null,
            } ?? throw Refuse.NotFound("item"),
            cancel);

    /// <summary>One slot of the caller's items.</summary>
    /// <exception cref="RefusedException">404: none of his, or withheld.</exception>
    public Task<SlotBody> ReadSlotAsync(VaultCaller caller, string id, CancellationToken cancel) =>
        transactions.ReadAsync(
            async inner => ids.Decode(id) switch
            {
                { Kind: IdKind.Slot, Ordinal: 0, Key: var key } => await ReadOwnSlotAsync(caller, key, inner),
                { Kind: IdKind.ReceivedSlot } slot => await received.FindSlotAsync(caller, slot.Key, slot.Ordinal, inner),
                _ => null,
            } ?? throw Refuse.NotFound("slot"),
            cancel);

    private async Task<List<Row>> FindRowsAsync(VaultCaller caller, ItemFilter filter, PageRequest request, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var rows = new List<Row>();
        if (filter.WantsOwn is not false)
        {
            var items = filter.OfOwn(db.Items.Where(item => item.OwnerKey == caller.UserKey), caller, ids, db, now);
            rows.AddRange(await items
                .After(Row.PlaceAmong(request.After, received: false, request.Ascending), request.Ascending)
                .Take(request.PerPage + 1)
                .Select(item => new Row(item.CreatedAt, item.Key, false))
                .ToListAsync(cancel));
        }

        if (filter.WantsOwn is not true)
        {
            var copies = filter.OfReceived(received.Listed(caller.UserKey), caller, ids, db, now);
            rows.AddRange(await copies
                .After(Row.PlaceAmong(request.After, received: true, request.Ascending), request.Ascending)
                .Take(request.PerPage + 1)
                .Select(copy => new Row(copy.CreatedAt, copy.Key, true))
                .ToListAsync(cancel));
        }

        var ordered = request.Ascending
            ? rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Place.Key)
            : rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Place.Key);
        return [.. ordered.Take(request.PerPage + 1)];
    }

    private async Task<ItemContent?> ReadOwnAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        if (ids.Decode(id, IdKind.Item) is not { } key)
        {
            return null;
        }

        var found = await pages.LoadAsync(db, [key], cancel);
        return found.TryGetValue(key, out var item) && item.OwnerKey == caller.UserKey ? views.Own(item) : null;
    }

    private async Task<Dictionary<long, ItemContent>> ReadOwnAsync(List<long> keys, CancellationToken cancel) =>
        keys.Count == 0
            ? []
            : (await pages.LoadAsync(db, keys, cancel)).ToDictionary(item => item.Key, item => views.Own(item.Value));

    private async Task<Dictionary<long, ItemContent>> ReadCopiesAsync(List<long> keys, CancellationToken cancel)
    {
        var contents = await received.RenderAsync(keys, cancel);
        return keys.Zip(contents).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private async Task<SlotBody?> ReadOwnSlotAsync(VaultCaller caller, long key, CancellationToken cancel)
    {
        var slot = await db.Slots.AsNoTracking()
            .Include(found => found.Item)
            .Include(found => found.ClassificationNodes)
            .SingleOrDefaultAsync(found => found.Key == key && found.Item!.OwnerKey == caller.UserKey, cancel);
        return slot is null ? null : views.Slot(slot, slot.Item!);
    }

    private static List<long> Keys(Page<Row> rows, bool received) =>
        [.. rows.Rows.Where(row => row.Received == received).Select(row => row.Key)];

    /// <summary>A line of the united list: where the two tables have equal keys, the received item counts as the higher.</summary>
    private sealed record Row(DateTimeOffset CreatedAt, long Key, bool Received)
    {
        public Cursor Place => new(CreatedAt, (Key * 2) + (Received ? 1 : 0));

        /// <summary>The place of the united list as a place in one of the two tables.</summary>
        public static Cursor? PlaceAmong(Cursor? place, bool received, bool ascending)
        {
            if (place is not { CreatedAt: var time, Key: var key })
            {
                return null;
            }

            // Own rows stand at 2k, received ones at 2k + 1. The first row behind the place differs by direction.
            var own = ascending ? key / 2 : (key + 1) / 2;
            var copy = ascending ? (key - 1) / 2 : key / 2;
            return new Cursor(time, received ? copy : own);
        }
    }
}
