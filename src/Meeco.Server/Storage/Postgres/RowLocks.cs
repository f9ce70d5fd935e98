using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Meeco.Server.Storage.Postgres;

/// <summary>
/// Lets a query lock the rows that it finds, or those that it is about. EF has no word for it, so the query has a tag, and the words are
/// added to its text. SQLite, which has one writer, knows the tag as a comment.
/// </summary>
internal sealed class RowLocks : DbCommandInterceptor
{
    /// <summary>Marks a query that passes over rows which another has locked.</summary>
    public const string Skip = "Meeco: lock free rows";

    /// <summary>Marks a query that waits for rows which another has locked, and finds them as that one left them.</summary>
    public const string Wait = "Meeco: lock rows";

    /// <summary>
    /// Marks a query about the items whose keys are its first value: they are locked before, by a statement of its own in the same message. One
    /// statement that locks and reads would see, beside an item that it waited for, the other rows as they were before.
    /// </summary>
    public const string ItemsBefore = "Meeco: lock items before";

    private const string LockItems = "SELECT 1 FROM \"Items\" WHERE \"Key\"";

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result)
    {
        Lock(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        Lock(command);
        return ValueTask.FromResult(result);
    }

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        if (LocksBefore(command))
        {
            try
            {
                result.NextResult();
            }
            catch
            {
                result.Dispose();
                throw;
            }
        }

        return result;
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        DbDataReader result,
        CancellationToken cancellationToken = default)
    {
        if (LocksBefore(command))
        {
            try
            {
                await result.NextResultAsync(cancellationToken);
            }
            catch
            {
                // EF does not know this reader yet.
                await result.DisposeAsync();
                throw;
            }
        }

        return result;
    }

    private static bool LocksBefore(DbCommand command) => command.CommandText.StartsWith(LockItems, StringComparison.Ordinal);

    private static void Lock(DbCommand command)
    {
        if (command.CommandText.StartsWith($"-- {Skip}", StringComparison.Ordinal))
        {
            command.CommandText += "\nFOR UPDATE SKIP LOCKED";
        }
        else if (command.CommandText.StartsWith($"-- {Wait}", StringComparison.Ordinal))
        {
            // Not against rows that refer to these: those are looked for once the lock is there.
            command.CommandText += "\nFOR NO KEY UPDATE";
        }
        else if (command.CommandText.StartsWith($"-- {ItemsBefore}", StringComparison.Ordinal))
        {
            // In one order, so that two who lock several do not wait for each other.
            var keys = command.Parameters[0];
            var name = $"@{keys.ParameterName.TrimStart('@')}";
            var among = keys.Value is long ? $"= {name}" : $"= ANY ({name}) ORDER BY \"Key\"";
            command.CommandText = $"{LockItems} {among}\nFOR NO KEY UPDATE;\n{command.CommandText}";
        }
    }
}

/// <summary>Locks rows in queries, which are of one table and without a union.</summary>
internal static class RowLocking
{
    /// <summary>Locks what the query finds, and passes over what another has locked.</summary>
    public static IQueryable<T> SkipLocked<T>(this IQueryable<T> rows) => rows.TagWith(RowLocks.Skip);

    /// <summary>Locks what the query finds. Where another changed it meanwhile, work that sees one state of the database is undone.</summary>
    public static IQueryable<T> Locked<T>(this IQueryable<T> rows) => rows.TagWith(RowLocks.Wait);

    /// <summary>
    /// Makes whoever changes one of these items, shares it, or decides about its tasks wait until this transaction ends (docs/STORAGE.md).
    /// </summary>
    public static async Task LockItemsAsync(this MeecoDb db, IEnumerable<long> keys, CancellationToken cancel)
    {
        var wanted = keys.Distinct().ToList();
        if (wanted.Count > 0 && !db.Database.IsSqlite())
        {
            // In one order, so that two who lock several do not wait for each other.
            await db.Items.Where(item => wanted.Contains(item.Key)).OrderBy(item => item.Key).Select(item => item.Key).Locked().ToListAsync(cancel);
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
