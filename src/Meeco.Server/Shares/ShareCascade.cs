using Meeco.Server.ClientTasks;
using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Items;
using Meeco.Server.Storage;
using Meeco.Server.Storage.Postgres;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Shares;

/// <summary>
/// What the end of one thing ends with it: shares, the on-shares under them, copies, tasks. Call it inside the
/// transaction that ends the thing.
/// </summary>
internal sealed class ShareCascade(MeecoDb db, ReceivedItems received, ClientTaskQueue queue, ShareEvents events, EventLog log)
{
    /// <summary>
    /// Removes shares and the on-shares under them (the database follows the chain), the copies that no share brings any
    /// more, and closes tasks that are left without a share.
    /// </summary>
    /// <param name="caller">Who ends them.</param>
    /// <param name="shares">A query of the shares to remove.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task EndAsync(VaultCaller caller, IQueryable<Share> shares, CancellationToken cancel)
    {
        // What was changed before must be in the database: from here on it is asked, not the change tracker.
        await db.SaveChangesAsync(cancel);
        var ended = await shares.Select(share => new { share.Key, share.ItemKey }).ToListAsync(cancel);
        var itemKeys = ended.Select(share => share.ItemKey).ToHashSet();
        var keys = ended.Select(share => share.Key).ToHashSet();
        keys.UnionWith(await UnderAsync(itemKeys, keys, cancel));
        await events.TellPartiesAsync(caller, EventTypes.ShareDeleted, keys, cancel);
        await ForgetAsync(shares, itemKeys, cancel);
    }

    /// <summary>As <see cref="EndAsync"/>, without telling anybody.</summary>
    /// <param name="shares">A query of the shares to remove.</param>
    /// <param name="itemKeys">The items that they are of.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task ForgetAsync(IQueryable<Share> shares, IReadOnlyCollection<long> itemKeys, CancellationToken cancel)
    {
        await db.LockItemsAsync(itemKeys, cancel);
        await shares.ExecuteDeleteAsync(cancel);
        await db.ReceivedItems
            .Where(copy => itemKeys.Contains(copy.ItemKey) && !copy.Shares.Any())
            .ExecuteDeleteAsync(cancel);
        await queue.CloseWithoutSharesAsync(itemKeys, cancel);
    }

    /// <summary>No share under this one ends later than that (rule 32).</summary>
    public async Task ShortenOnSharesAsync(VaultCaller caller, Share share, DateTimeOffset end, CancellationToken cancel)
    {
        var under = await UnderAsync([share.ItemKey], [share.Key], cancel);
        var longer = db.Shares.Where(other => under.Contains(other.Key) && (other.ExpiresAt == null || other.ExpiresAt > end));
        await events.TellPartiesAsync(
            caller,
            EventTypes.ShareReconfigured,
            await longer.Select(other => other.Key).ToListAsync(cancel),
            cancel);
        await longer.ExecuteUpdateAsync(set => set.SetProperty(other => other.ExpiresAt, end), cancel);
    }

    /// <summary>The owner removed slots: their values leave every share of the item at once (docs/RULES.md 9).</summary>
    /// <param name="caller">The owner.</param>
    /// <param name="item">The item, of its new version already.</param>
    /// <param name="ordinals">The slots that went.</param>
    /// <param name="nothingElse">Whether that is all the new version changes: then values that were current still are.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task SlotsRemovedAsync(
        VaultCaller caller,
        Item item,
        IReadOnlyCollection<int> ordinals,
        bool nothingElse,
        CancellationToken cancel)
    {
        var poorer = new List<long>();
        await foreach (var share in db.Shares.Where(share => share.ItemKey == item.Key).Locked().AsAsyncEnumerable().WithCancellation(cancel))
        {
            var left = share.Values.Where(value => !ordinals.Contains(value.Ordinal)).ToList();
            if (left.Count < share.Values.Count)
            {
                share.Values = left;
                share.ValuesRevision = ++item.LastValuesRevision;
                poorer.Add(share.Key);
            }

            if (nothingElse && share.ValuesVersion == item.Version - 1)
            {
                share.ValuesVersion = item.Version;
            }
        }

        await events.TellRecipientsAsync(caller, EventTypes.ShareUpdated, poorer, cancel);
    }

    /// <summary>The owner deletes the item: its shares and copies go, its tasks are closed. The item's row is the caller's to remove.</summary>
    public async Task ItemDeletedAsync(VaultCaller caller, Item item, CancellationToken cancel)
    {
        log.Note(caller, EventTypes.ItemDeleted, EventSubject.Of(item));
        await events.TellPartiesAsync(
            caller,
            EventTypes.ShareDeleted,
            await db.Shares.Where(share => share.ItemKey == item.Key).Select(share => share.Key).ToListAsync(cancel),
            cancel);
        await queue.CloseAllAsync(item.Key, cancel);
        await db.ReceivedItems.Where(copy => copy.ItemKey == item.Key).ExecuteDeleteAsync(cancel);
    }

    /// <summary>A recipient deletes his copy: his shares of the item go, with the on-shares under them (rule 35).</summary>
    /// <exception cref="RefusedException">404: he has no such copy.</exception>
    public async Task ReceivedItemDeletedAsync(VaultCaller caller, long key, CancellationToken cancel)
    {
        var subject = await received.Listed(caller.UserKey)
            .Where(copy => copy.Key == key)
            .Select(copy => new EventSubject { ItemKey = copy.ItemKey, ReceivedItemKey = copy.Key, ItemLabel = copy.Item!.Label })
            .SingleOrDefaultAsync(cancel) ?? throw Refuse.NotFound("item");
        log.Note(caller, EventTypes.ItemDeleted, subject);

        // A rejected share is its sender's to see, and stays.
        await EndAsync(
            caller,
            db.Shares.Where(share => share.ReceivedItemKey == key && share.Acceptance != Acceptance.Rejected),
            cancel);
    }

    /// <summary>The on-shares under these shares, however deep.</summary>
    private async Task<List<long>> UnderAsync(IReadOnlyCollection<long> itemKeys, IReadOnlyCollection<long> shareKeys, CancellationToken cancel)
    {
        var links = await db.Shares
            .Where(other => itemKeys.Contains(other.ItemKey) && other.ParentKey != null)
            .Select(other => new { other.Key, ParentKey = other.ParentKey!.Value })
            .ToListAsync(cancel);
        var children = links.ToLookup(link => link.ParentKey, link => link.Key);
        var under = new List<long>();
        for (var level = shareKeys; level.Count > 0; under.AddRange(level))
        {
            level = [.. level.SelectMany(key => children[key])];
        }

        return under;
    }
}
