using System.Data.Common;
using Meeco.Server.Items;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Meeco.Server.Storage.Postgres;

/// <summary>
/// Lets a query lock the rows that it finds. EF has no word for it, so the query has a tag, and the words are
/// added to its text. SQLite, which has one writer, knows the tag as a comment.
/// </summary>
internal sealed class RowLocks : DbCommandInterceptor
{
    /// <summary>Marks a query that passes over rows which another has locked.</summary>
    public const string Skip = "Meeco: lock free rows";

    /// <summary>Marks a query that waits for rows which another has locked, and finds them as that one left them.</summary>
    public const string Wait = "Meeco: lock rows";

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result)
    {
        command.CommandText = Complete(command.CommandText);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        command.CommandText = Complete(command.CommandText);
        return ValueTask.FromResult(result);
    }

    /// <summary>The text of a query, with the words that its tag asks for.</summary>
    public static string Complete(string text)
    {
        if (text.StartsWith($"-- {Skip}", StringComparison.Ordinal))
        {
            return text + "\nFOR UPDATE SKIP LOCKED";
        }

        // Not against rows that refer to these: those are looked for once the lock is there.
        return text.StartsWith($"-- {Wait}", StringComparison.Ordinal) ? text + "\nFOR NO KEY UPDATE" : text;
    }
}

/// <summary>Locks rows in queries, which are of one table and without a union.</summary>
internal static class RowLocking
{
    /// <summary>Locks what the query finds, and passes over what another has locked.</summary>
    public static IQueryable<T> SkipLocked<T>(this IQueryable<T> rows) => rows.TagWith(RowLocks.Skip);

    /// <summary>Locks what the query finds. Where another changed it meanwhile, work that sees one state of the database is undone.</summary>
    public static IQueryable<T> Locked<T>(this IQueryable<T> rows) => rows.TagWith(RowLocks.Wait);

    /// <summary>The keys of items, which it locks in one order, so that two who lock several do not wait for each other.</summary>
    public static IQueryable<long> KeysLocked(this IQueryable<Item> items) => items.OrderBy(item => item.Key).Select(item => item.Key).Locked();

    /// <summary>
    /// Makes whoever changes one of these items, shares it, or decides about its tasks wait until this transaction ends (docs/STORAGE.md).
    /// </summary>
    public static async Task LockItemsAsync(this MeecoDb db, IEnumerable<long> keys, CancellationToken cancel)
    {
        var wanted = keys.Distinct().ToList();
        if (wanted.Count > 0 && !db.Database.IsSqlite())
        {
            await db.Items.Where(item => wanted.Contains(item.Key)).KeysLocked().ToListAsync(cancel);
        }
    }

    /// <summary>
    /// As <see cref="LockItemsAsync"/>, for work that decides about the tasks of items and leaves the items as they are: their rows are written all
    /// the same, so that whoever saw an older state, and locks them afterwards, is undone.
    /// </summary>
    public static async Task TouchItemsAsync(this MeecoDb db, IReadOnlyCollection<long> keys, CancellationToken cancel)
    {
        await db.LockItemsAsync(keys, cancel);
        if (keys.Count > 0 && !db.Database.IsSqlite())
        {
            await db.Items
                .Where(item => keys.Contains(item.Key))
                .ExecuteUpdateAsync(set => set.SetProperty(item => item.LastValuesRevision, item => item.LastValuesRevision), cancel);
        }
    }
}
