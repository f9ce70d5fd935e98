using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Meeco.Server.Storage;

/// <summary>Brings a database to this program's model, one program at a time.</summary>
internal static class DatabaseMigration
{
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
            throw new StorageException($"The server cannot work with {address}: {exception.Message}", exception);
        }
    }

    // EF holds a lock while it looks again and applies, but there is none before there is a database.
    private static async Task MigrateAsync(MeecoDb db, CancellationToken cancel)
    {
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
}
