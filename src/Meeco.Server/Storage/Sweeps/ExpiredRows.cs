namespace Meeco.Server.Storage.Sweeps;

/// <summary>Removes rows of one kind that count as absent.</summary>
internal sealed class ExpiredRows<T>(MeecoDb db, RowRemoval removal, TimeProvider clock) : ISweep
    where T : class, IExpiring
{
    public Task<int> SweepAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var over = db.Set<T>().Where(row => row.ExpiresAt <= now);
        return removal.RemoveAsync(
            over.OrderBy(row => row.ExpiresAt).Select(row => row.Key),
            keys => over.Where(row => keys.Contains(row.Key)),
            cancel);
    }
}
