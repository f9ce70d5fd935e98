using Npgsql;

namespace Meeco.Server.Storage.Sweeps;

/// <summary>
/// Lets one of several instances sweep at a time. On PostgreSQL it is an advisory lock, which a transaction without any work has
/// until it ends, or the process or its connection does; not one of the connection, for a pooler may give that to another in
/// between. On SQLite the instance has the database to itself.
/// </summary>
internal sealed class SweepLock(DatabaseAddress address)
{
    // Two numbers are never the same lock as one, and one number is a session that claims tasks.
    private const string Take = "SELECT pg_try_advisory_xact_lock(1, 1)";

    /// <summary>Takes the lock, if nobody has it.</summary>
    /// <returns>What gives it back; null while another instance has it.</returns>
    public async Task<IAsyncDisposable?> TryTakeAsync(CancellationToken cancel)
    {
        if (address.Kind == DatabaseKind.Sqlite)
        {
            return new Held(null, null);
        }

        var connection = new NpgsqlConnection(address.ConnectionString);
        try
        {
            await connection.OpenAsync(cancel);
            var held = new Held(connection, await connection.BeginTransactionAsync(cancel));
            await using var command = new NpgsqlCommand(Take, connection);
            if (await command.ExecuteScalarAsync(cancel) is true)
            {
                return held;
            }

            await held.DisposeAsync();
            return null;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private sealed class Held(NpgsqlConnection? connection, NpgsqlTransaction? transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (transaction is not null)
            {
                await transaction.DisposeAsync();
            }

            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
        }
    }
}
