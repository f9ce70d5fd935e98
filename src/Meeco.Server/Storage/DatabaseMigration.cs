using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Meeco.Server.Storage;

/// <summary>Brings a database to this program's model, one program at a time.</summary>
internal static class DatabaseMigration
{
    private const string LockSuffix = "-migration";

    // Others wait so long.
    private static readonly TimeSpan LongestMigration = TimeSpan.FromHours(1);

    /// <summary>Applies what is missing; makes the database where there is none.</summary>
    /// <returns>The names of what was missing.</returns>
    public static async Task<IReadOnlyList<string>> ApplyAsync(MeecoDb db, CancellationToken cancel)
    {
        IReadOnlyList<string> pending = [.. await db.Database.GetPendingMigrationsAsync(cancel)];
        if (pending.Count > 0)
        {
            await MigrateAsync(db, cancel);
        }

        if (db.Database.IsSqlite())
        {
            // Readers go on while a writer writes. The mode stays with the file.
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancel);
        }

        return pending;
    }

    /// <summary>Makes sure that nothing is missing.</summary>
    /// <exception cref="StorageException">Something is; the message holds the command that applies it.</exception>
    public static async Task RequireAsync(MeecoDb db, DatabaseAddress address, CancellationToken cancel)
    {
        try
        {
            if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
            {
                throw new StorageException(
                    $"The server needs {address} at this program's version. Run 'dotnet Meeco.Server.dll migrate' with the same connection string first.");
            }
        }
        catch (NpgsqlException exception)
        {
            throw new StorageException($"The server cannot work with {address}: {exception.Reason()}", exception);
        }
    }

    // EF holds a lock while it looks again and applies, but there is none before there is a database.
    private static async Task MigrateAsync(MeecoDb db, CancellationToken cancel)
    {
        if (db.Database.IsSqlite())
        {
            await MigrateFileAsync(db, cancel);
            return;
        }

        try
        {
            await db.Database.MigrateAsync(cancel);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another program made it in the same moment.
            await db.Database.MigrateAsync(cancel);
        }
    }

    // On SQLite EF's lock is a row, which stays behind where a program was killed, and for which all others then wait without end.
    // This one is the system's, on a file beside, and goes with the program: who has it knows that a row is nobody's.
    private static async Task MigrateFileAsync(MeecoDb db, CancellationToken cancel)
    {
        await using var alone = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = $"{db.Database.GetDbConnection().DataSource}{LockSuffix}",
            DefaultTimeout = (int)LongestMigration.TotalSeconds,
            Pooling = false,
        }.ConnectionString);
        await alone.OpenAsync(cancel);
        await using var command = alone.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync(cancel);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
        await db.Database.MigrateAsync(cancel);
    }
}
