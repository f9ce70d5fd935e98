using Meeco.Server.Storage;
using Meeco.Server.Storage.Sweeps;

namespace Meeco.Server.Http;

/// <summary>Forgets callers who have all of their requests again.</summary>
internal sealed class RequestAllowanceSweep(MeecoDb db, RowRemoval removal, TimeProvider clock) : ISweep
{
    public Task<int> SweepAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcTicks;
        var full = db.RequestAllowances.Where(allowance => allowance.FullAt <= now);
        return removal.RemoveAsync(
            full.OrderBy(allowance => allowance.Key).Select(allowance => allowance.Key),
            keys => full.Where(allowance => keys.Contains(allowance.Key)),
            cancel);
    }
}
