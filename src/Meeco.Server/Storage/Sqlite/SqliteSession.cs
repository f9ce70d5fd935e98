using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;

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

    private void SetBusyTimeout(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = FormattableString.Invariant($"PRAGMA busy_timeout = {options.Value.WriteLockTimeout.TotalMilliseconds:F0};");
        command.ExecuteNonQuery();
    }
}
