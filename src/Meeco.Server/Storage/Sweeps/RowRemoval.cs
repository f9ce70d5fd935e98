using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Storage.Sweeps;

/// <summary>
/// Removes many rows in small transactions of their own. They are found without a lock, and what is removed is looked at once
/// more by the statement that removes it.
/// </summary>
internal sealed class RowRemoval(Transactions transactions)
{
    /// <summary>How many rows a transaction removes.</summary>
    public const int AtOnce = 500;

    /// <summary>Removes rows until no more are found.</summary>
    /// <param name="keys">Finds the keys of rows to remove.</param>
    /// <param name="rows">The rows with these keys that still are to be removed.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>How many were removed.</returns>
    public async Task<int> RemoveAsync<T>(IQueryable<long> keys, Func<List<long>, IQueryable<T>> rows, CancellationToken cancel)
        where T : class
    {
        var removed = 0;
        while (true)
        {
            var found = await keys.Take(AtOnce).ToListAsync(cancel);
            if (found.Count > 0)
            {
                removed += await transactions.WriteApartAsync(inner => rows(found).ExecuteDeleteAsync(inner), cancel);
            }

            if (found.Count < AtOnce)
            {
                return removed;
            }
        }
    }
}
