using Meeco.Server.Operation.Commands;
using Meeco.Server.Storage;
using Meeco.Server.Storage.Sweeps;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Operation.Backup;

/// <summary>Removes what has expired, as a server does that runs, and gives the room back to the disk.</summary>
internal sealed class DatabaseVacuum(MeecoDb db, DatabaseAddress address, IEnumerable<ISweep> sweeps)
{
    /// <summary>Does it.</summary>
    public async Task<VacuumRow> RunAsync(CancellationToken cancel)
    {
        var before = await SizeAsync(cancel);
        var removed = 0;
        foreach (var sweep in sweeps)
        {
            removed += await sweep.SweepAsync(cancel);
        }

        db.Database.SetCommandTimeout(TimeSpan.Zero);
        if (address.Kind == DatabaseKind.Sqlite)
        {
            await db.Database.ExecuteSqlRawAsync("VACUUM;", cancel);
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);", cancel);
        }
        else
        {
            await db.Database.ExecuteSqlRawAsync("VACUUM (ANALYZE);", cancel);
        }

        return new VacuumRow(removed, before, await SizeAsync(cancel));
    }

    private async Task<long> SizeAsync(CancellationToken cancel) => address.File is { } file
        ? new[] { file, $"{file}-wal" }.Where(File.Exists).Sum(part => new FileInfo(part).Length)
        : await db.Database.SqlQueryRaw<long>("SELECT pg_database_size(current_database()) AS \"Value\"").SingleAsync(cancel);
}
