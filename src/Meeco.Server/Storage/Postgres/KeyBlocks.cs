using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Storage.Postgres;

/// <summary>
/// Keys that this instance took ahead from the sequences of a database of PostgreSQL's, for which a call would else wait each time. What
/// is left of a block when the instance ends, or what a transaction had that was undone, is never used: keys have gaps, as they
/// have them anyway. Between instances the order of keys tells nothing, so lists go by the time of a row before its key.
/// </summary>
internal sealed class KeyBlocks
{
    // A bulk share of ten takes ten of each kind.
    private const int AtOnce = 500;

    private readonly ConcurrentDictionary<string, ConcurrentQueue<long>> _free = new();

    /// <summary>Takes keys that nobody else gets.</summary>
    /// <param name="db">The database; inside a transaction or not, for a sequence never goes back.</param>
    /// <param name="table">The table of the rows.</param>
    /// <param name="column">The column of their keys, which has a sequence of its own.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The keys, ascending.</returns>
    public async Task<IReadOnlyList<long>> TakeAsync(MeecoDb db, string table, string column, int count, CancellationToken cancel)
    {
        var free = _free.GetOrAdd(table, static _ => new ConcurrentQueue<long>());
        var keys = new List<long>(count);
        while (keys.Count < count)
        {
            if (free.TryDequeue(out var key))
            {
                keys.Add(key);
                continue;
            }

            var sequence = $"\"{table}\"";
            foreach (var next in await db.Database
                .SqlQuery<long>($"SELECT nextval(pg_get_serial_sequence({sequence}, {column})) FROM generate_series(1, {AtOnce})")
                .ToListAsync(cancel))
            {
                free.Enqueue(next);
            }
        }

        // Another call of this instance may have put its block between.
        keys.Sort();
        return keys;
    }
}
