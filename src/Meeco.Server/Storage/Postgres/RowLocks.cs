using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Meeco.Server.Storage.Postgres;

/// <summary>
/// Lets a query lock the rows that it finds. EF has no word for it, so the query has a tag, and the words follow its text. SQLite, which
/// has one writer, knows the tag as a comment.
/// </summary>
internal sealed class RowLocks : DbCommandInterceptor
{
    /// <summary>Marks a query that passes over rows which another has locked.</summary>
    public const string Skip = "Meeco: lock free rows";

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

    private static void Lock(DbCommand command)
    {
        if (command.CommandText.StartsWith($"-- {Skip}", StringComparison.Ordinal))
        {
            command.CommandText += "\nFOR UPDATE SKIP LOCKED";
        }
    }
}

/// <summary>Locks rows in queries, which are of one table and without a union.</summary>
internal static class RowLocking
{
    /// <summary>Locks what the query finds, and passes over what another has locked.</summary>
    public static IQueryable<T> SkipLocked<T>(this IQueryable<T> rows) => rows.TagWith(RowLocks.Skip);
}
