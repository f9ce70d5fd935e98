using Meeco.Server.Connections;
using Meeco.Server.Items;
using Meeco.Server.Storage;
using Meeco.Server.Storage.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Shares;

/// <summary>
/// What sharing and uploads ask of the database each time, translated once for the database there is. Nothing of it is tracked: what
/// they change they write with <see cref="RowUpdater"/>.
/// </summary>
internal sealed class SharingLookup
{
    // One item has few slots: a second query would cost more than its columns beside each of them.
    private readonly Func<MeecoDb, long, CancellationToken, Task<Item?>> _lockedItem =
        EF.CompileAsyncQuery((MeecoDb db, long key, CancellationToken cancel) => db.Items
            .TagWith(RowLocks.ItemsBefore)
            .AsNoTracking()
            .Include(item => item.Slots)
            .AsSingleQuery()
            .SingleOrDefault(item => item.Key == key));

    private readonly Func<MeecoDb, List<long>, IAsyncEnumerable<Item>> _items =
        EF.CompileAsyncQuery((MeecoDb db, List<long> keys) => db.Items
            .AsNoTracking()
            .Include(item => item.Slots)
            .AsSingleQuery()
            .Where(item => keys.Contains(item.Key)));

    private readonly Func<MeecoDb, List<long>, IAsyncEnumerable<Item>> _lockedItems =
        EF.CompileAsyncQuery((MeecoDb db, List<long> keys) => db.Items
            .TagWith(RowLocks.ItemsBefore)
            .AsNoTracking()
            .Include(item => item.Slots)
            .AsSingleQuery()
            .Where(item => keys.Contains(item.Key)));

    private readonly Func<MeecoDb, List<long>, IAsyncEnumerable<Share>> _shares =
        EF.CompileAsyncQuery((MeecoDb db, List<long> keys) => db.Shares.AsNoTracking().Where(share => keys.Contains(share.Key)));

    private readonly Func<MeecoDb, long, long, List<long>, IAsyncEnumerable<ConnectedRecipient>> _recipients =
        EF.CompileAsyncQuery((MeecoDb db, long itemKey, long senderKey, List<long> recipients) => db.Connections
            .AsNoTracking()
            .Where(side => side.OtherUserKey == senderKey && recipients.Contains(side.UserKey))
            .Select(side => new ConnectedRecipient(
                side,
                db.ReceivedItems
                    .Where(copy => copy.RecipientKey == side.UserKey && copy.ItemKey == itemKey)
                    .Select(copy => (long?)copy.Key)
                    .FirstOrDefault())));

    /// <summary>An item with its slots, whose ever it is, locked before it is looked at (<see cref="RowLocking.LockItemsAsync"/>).</summary>
    public Task<Item?> LockedItemAsync(MeecoDb db, long key, CancellationToken cancel) => _lockedItem(db, key, cancel);

    /// <summary>Items with their slots, whose ever they are.</summary>
    public IAsyncEnumerable<Item> Items(MeecoDb db, List<long> keys) => _items(db, keys);

    /// <summary>Items with their slots, whose ever they are, locked before they are looked at.</summary>
    public IAsyncEnumerable<Item> LockedItems(MeecoDb db, List<long> keys) => _lockedItems(db, keys);

    /// <summary>Shares, of whatever items.</summary>
    public IAsyncEnumerable<Share> Shares(MeecoDb db, List<long> keys) => _shares(db, keys);

    /// <summary>Those of the users who are connected with a sender, and the copies of an item that they have.</summary>
    public IAsyncEnumerable<ConnectedRecipient> Recipients(MeecoDb db, long itemKey, long senderKey, List<long> recipients) =>
        _recipients(db, itemKey, senderKey, recipients);

    /// <summary>Somebody to whom an item may be shared.</summary>
    /// <param name="Side">His side of the connection with the sender.</param>
    /// <param name="CopyKey">The copy of the item that he has; null for none.</param>
    public sealed record ConnectedRecipient(Connection Side, long? CopyKey);
}
