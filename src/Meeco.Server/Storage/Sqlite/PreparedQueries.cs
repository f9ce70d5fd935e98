using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Meeco.Server.Storage.Sqlite;

/// <summary>Lets EF's queries, each a new command, run by what was prepared for their text before (<see cref="HeldConnection"/>).</summary>
internal sealed class PreparedQueries : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result) =>
        command.Connection is HeldConnection connection
            ? InterceptionResult<DbDataReader>.SuppressWithResult(connection.Run((SqliteCommand)command))
            : result;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(ReaderExecuting(command, eventData, result));
    }
}
