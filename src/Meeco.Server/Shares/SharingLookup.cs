using Meeco.Server.Items;
using Meeco.Server.Operation.Telemetry;
using Meeco.Server.Storage;
using Meeco.Server.Storage.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Shares;

/// <summary>
/// What sharing and uploads ask of the database each time, translated once for the database there is. Nothing of it is tracked: what
/// they change they write with <see cref="RowUpdater"/>.
/// </summary>
/// <param name="metrics">Are told how long it took.</param>
internal sealed class SharingLookup(ServerMetrics metrics)
{
    private readonly RowQuery _items = new(metrics, static db => ItemsOf(db, locked: false));
    private readonly RowQuery _lockedItems = new(metrics, static db => ItemsOf(db, locked: true));
    private readonly RowQuery _recipients = new(metrics, RecipientsOf);

    private readonly Func<MeecoDb, List<long>, IAsyncEnumerable<Share>> _shares =
        EF.CompileAsyncQuery((MeecoDb db, List<long> keys) => db.Shares.AsNoTracking().Where(share => keys.Contains(share.Key)));

    /// <summary>Items with their slots, whose ever they are, by their keys. A transaction is open, for these are two statements.</summary>
    public Task<Dictionary<long, Item>> ItemsAsync(MeecoDb db, IReadOnlyCollection<long> keys, CancellationToken cancel) =>
        _items.AskAsync(db, [(nameof(keys), keys.ToArray())], ItemRows.ReadAsync, cancel);

    /// <summary>
    /// As <see cref="ItemsAsync"/>, locked before they are looked at (<see cref="RowLocking.LockItemsAsync"/>): in the same message, but by
    /// a statement of its own. One that locks and reads would see, beside an item that it waited for, the other rows as they were before.
    /// </summary>
    public Task<Dictionary<long, Item>> LockedItemsAsync(MeecoDb db, IReadOnlyCollection<long> keys, CancellationToken cancel) => _lockedItems.AskAsync(
        db,
        [(nameof(keys), keys.ToArray())],
        async (row, inner) =>
        {
            if (HasLocks(db))
            {
                await row.NextStatementAsync(inner);
            }

            return await ItemRows.ReadAsync(row, inner);
        },
        cancel);

    /// <summary>Shares, of whatever items.</summary>
    public IAsyncEnumerable<Share> Shares(MeecoDb db, List<long> keys) => _shares(db, keys);

    /// <summary>Those of the users who are connected with a sender, by their keys, and the copies of an item that they have.</summary>
    public Task<Dictionary<long, ShareRecipient>> RecipientsAsync(
        MeecoDb db, long itemKey, long senderKey, IReadOnlyCollection<long> users, CancellationToken cancel) => _recipients.AskAsync(
        db,
        [(nameof(itemKey), itemKey), (nameof(senderKey), senderKey), (nameof(users), users.ToArray())],
        static async (row, inner) =>
        {
            var recipients = new Dictionary<long, ShareRecipient>();
            while (await row.NextAsync(inner))
            {
                var recipient = new ShareRecipient(row.Long(), row.Text(), row.TextOrNull(), row.LongOrNull());
                recipients.Add(recipient.UserKey, recipient);
            }

            return recipients;
        },
        cancel);

    // SQLite has one writer, who need not lock a row.
    private static bool HasLocks(MeecoDb db) => db.Database.IsNpgsql();

    private static IEnumerable<IQueryable> ItemsOf(MeecoDb db, bool locked)
    {
        long[] keys = [];
        var items = db.Items.Where(item => keys.Contains(item.Key));
        IEnumerable<IQueryable> statements = ItemRows.Of(items, db.Slots.Where(slot => keys.Contains(slot.ItemKey)));
        return locked && HasLocks(db) ? [items.KeysLocked(), .. statements] : statements;
    }

    private static IEnumerable<IQueryable> RecipientsOf(MeecoDb db)
    {
        var (itemKey, senderKey) = (0L, 0L);
        long[] users = [];
        return
        [
            db.Connections.Where(side => side.OtherUserKey == senderKey && users.Contains(side.UserKey)).Select(side => new
            {
                side.UserKey,
                side.PublicKey,
                side.KeyPairExternalId,
                CopyKey = db.ReceivedItems
                    .Where(copy => copy.RecipientKey == side.UserKey && copy.ItemKey == itemKey)
                    .Select(copy => (long?)copy.Key)
                    .FirstOrDefault(),
            }),
        ];
    }
}
