using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using SQLitePCL;

namespace Meeco.Server.Storage.Sqlite;

/// <summary>Lets SQLite itself wait for a lock held by another process, which it does in small steps.</summary>
internal sealed class SqliteSession(IOptions<ServerOptions> options) : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => SetBusyTimeout(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        SetBusyTimeout(connection);
        return Task.CompletedTask;
    }

    // The library's own call: as a statement it would be parsed anew for every request.
    private void SetBusyTimeout(DbConnection connection) =>
        raw.sqlite3_busy_timeout(((SqliteConnection)connection).Handle!, (int)options.Value.WriteLockTimeout.TotalMilliseconds);
}
