using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using SQLitePCL;

namespace Meeco.Server.Storage.Sqlite;

/// <summary>
/// Gives each context a connection that it keeps (<see cref="HeldConnection"/>), and lets SQLite itself wait for a lock held by another
/// process, which it does in small steps.
/// </summary>
/// <param name="address">Which database.</param>
/// <param name="options">Say how long a lock is waited for.</param>
internal sealed class SqliteSession(DatabaseAddress address, IOptions<ServerOptions> options) : DbConnectionInterceptor
{
    // A quarter of what SQLite takes, in kilobytes. A page of items fills it, the system has the file in memory anyway, and of many users each
    // has a connection.
    private const string Cache = "PRAGMA cache_size = -512";

    private readonly ConcurrentDictionary<HeldConnection, bool> _open = new();

    // Without the functions that EF gives its own: they are for decimal numbers and regular expressions, of which there are none here.
    public override InterceptionResult<DbConnection> ConnectionCreating(ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result)
    {
        var connection = new HeldConnection(address.ConnectionString) { DefaultTimeout = StorageSetup.CommandSeconds(options.Value) };
        connection.Disposed += (_, _) => _open.TryRemove(connection, out _);
        _open.TryAdd(connection, true);
        return InterceptionResult<DbConnection>.SuppressWithResult(connection);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Begin(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Begin(connection);
        return Task.CompletedTask;
    }

    /// <summary>Closes all connections, so that the file can be deleted. No context may be in use.</summary>
    public void CloseAll()
    {
        foreach (var connection in _open.Keys)
        {
            connection.CloseForGood();
        }

        SqliteConnection.ClearAllPools();
    }

    private void Begin(DbConnection connection)
    {
        var held = (HeldConnection)connection;

        // The library's own call: as a statement it would be parsed.
        raw.sqlite3_busy_timeout(held.Handle!, (int)options.Value.WriteLockTimeout.TotalMilliseconds);
        held.ForRows(Cache).Write([]);
    }
}
