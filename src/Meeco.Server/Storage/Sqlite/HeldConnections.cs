using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using SQLitePCL;

namespace Meeco.Server.Storage.Sqlite;

/// <summary>
/// The connections of this server, each lent for as long as it is used. The last that came back is lent first: its pages and statements are
/// those of the newest work, and there are as many as work at once, however many requests wait. SQLite itself waits for a lock held by another
/// process, which it does in small steps.
/// </summary>
/// <param name="address">Which database.</param>
/// <param name="options">Say how long a lock is waited for.</param>
internal sealed class HeldConnections(DatabaseAddress address, IOptions<ServerOptions> options) : DbConnectionInterceptor, IDisposable
{
    // Work is on a thread as long as it has a connection, and more threads than this are seldom.
    private const int MostIdle = 16;

    private readonly string _connectionString = new SqliteConnectionStringBuilder(address.ConnectionString) { Pooling = false }.ConnectionString;
    private readonly Lock _access = new();
    private readonly Stack<HeldConnection> _idle = new();
    private bool _closed;

    // Without the functions that EF gives its own: they are for decimal numbers and regular expressions, of which there are none here.
    public override InterceptionResult<DbConnection> ConnectionCreating(ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result) =>
        InterceptionResult<DbConnection>.SuppressWithResult(new LentConnection(this, address));

    /// <summary>A connection that is open, until it is taken back.</summary>
    public HeldConnection Lend()
    {
        lock (_access)
        {
            if (_idle.TryPop(out var held))
            {
                return held;
            }
        }

        return Open();
    }

    /// <summary>Takes a connection back, and ends what was still going on.</summary>
    public void TakeBack(HeldConnection held)
    {
        try
        {
            held.Settle();
        }
        catch
        {
            held.Dispose();
            throw;
        }

        lock (_access)
        {
            if (!_closed && _idle.Count < MostIdle)
            {
                _idle.Push(held);
                return;
            }
        }

        held.Dispose();
    }

    /// <summary>Closes all connections, so that the file can be deleted: those that are lent once they come back.</summary>
    public void Dispose()
    {
        lock (_access)
        {
            _closed = true;
            while (_idle.TryPop(out var held))
            {
                held.Dispose();
            }
        }
    }

    private HeldConnection Open()
    {
        var connection = new HeldConnection(_connectionString) { DefaultTimeout = StorageSetup.CommandSeconds(options.Value) };
        try
        {
            connection.Open();

            // The library's own call: as a statement it would be parsed.
            raw.sqlite3_busy_timeout(connection.Handle!, (int)options.Value.WriteLockTimeout.TotalMilliseconds);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
