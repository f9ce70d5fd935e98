using Meeco.Server.ClientTasks;
using Meeco.Server.Http;
using Meeco.Server.Items;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Shares;

/// <summary>
/// What the end of one thing ends with it: shares, the on-shares under them, copies, tasks. Call it inside the
/// transaction that ends the thing.
/// </summary>
internal sealed class ShareCascade(MeecoDb db, ReceivedItems received, ClientTaskQueue queue)
{
    /// <summary>
    /// Removes shares and the on-shares under them (the database follows the chain), the copies that no share brings any
    /// more, and closes tasks that are left without a share.
    /// </summary>
    /// <param name="shares">A query of the shares to remove.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task EndAsync(IQueryable<Share> shares, CancellationToken cancel)
    {
        // What was changed before must be in the database: from here on it is asked, not the change tracker.
        await db.SaveChangesAsync(cancel);
        var itemKeys = await shares.Select(share => share.ItemKey).Distinct().ToListAsync(cancel);
        await shares.ExecuteDeleteAsync(cancel);
        await db.ReceivedItems
            .Where(copy => itemKeys.Contains(copy.ItemKey) && !copy.Shares.Any())
            .ExecuteDeleteAsync(cancel);
        await queue.CloseWithoutSharesAsync(itemKeys, cancel);
    }

    /// <summary>No share under this one ends later than that (rule 32).</summary>
    public async Task ShortenOnSharesAsync(Share share, DateTimeOffset end, CancellationToken cancel)
    {
        var links = await db.Shares
            .Where(other => other.ItemKey == share.ItemKey && other.ParentKey != null)
            .Select(other => new { other.Key, ParentKey = other.ParentKey!.Value })
            .ToListAsync(cancel);
        var children = links.ToLookup(link => link.ParentKey, link => link.Key);
        var under = new List<long>();
        for (IReadOnlyList<long> level = [share.Key]; level.Count > 0; under.AddRange(level))
        {
            level = [.. level.SelectMany(key => children[key])];
        }

        await db.Shares
            .Where(other => under.Contains(other.Key) && (other.ExpiresAt == null || other.ExpiresAt > end))
            .ExecuteUpdateAsync(set => set.SetProperty(other => other.ExpiresAt, end), cancel);
    }

    /// <summary>The owner removed slots: their values leave every share of the item at once (docs/RULES.md 9).</summary>
    /// <param name="item">The item, of its new version already.</param>
    /// <param name="ordinals">The slots that went.</param>
    /// <param name="nothingElse">Whether that is all the new version changes: then values that were current still are.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task SlotsRemovedAsync(Item item, IReadOnlyCollection<int> ordinals, bool nothingElse, CancellationToken cancel)
    {
        await foreach (var share in db.Shares.Where(share => share.ItemKey == item.Key).AsAsyncEnumerable().WithCancellation(cancel))
        {
            var left = share.Values.Where(value => !ordinals.Contains(value.Ordinal)).ToList();
            if (left.Count < share.Values.Count)
            {
                share.Values = left;
                share.ValuesRevision = ++item.LastValuesRevision;
            }

            if (nothingElse && share.ValuesVersion == item.Version - 1)
            {
                share.ValuesVersion = item.Version;
            }
        }
    }

    /// <summary>The owner deletes the item: its shares and copies go, its tasks are closed. The item's row is the caller's to remove.</summary>
    public async Task ItemDeletedAsync(Item item, CancellationToken cancel)
    {
        await queue.CloseAllAsync(item.Key, cancel);
        await db.ReceivedItems.Where(copy => copy.ItemKey == item.Key).ExecuteDeleteAsync(cancel);
    }

    /// <summary>A recipient deletes his copy: his shares of the item go, with the on-shares under them (rule 35).</summary>
    /// <exception cref="RefusedException">404: he has no such copy.</exception>
    public async Task ReceivedItemDeletedAsync(VaultCaller caller, long key, CancellationToken cancel)
    {
        if (!await received.Listed(caller.UserKey).AnyAsync(copy => copy.Key == key, cancel))
        {
            throw Refuse.NotFound("item");
        }

        // A rejected share is its sender's to see, and stays.
        await EndAsync(
            db.Shares.Where(share => share.ReceivedItemKey == key && share.Acceptance != Acceptance.Rejected),
            cancel);
    }
}
