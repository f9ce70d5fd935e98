using Meeco.Server.Storage;
using Meeco.Server.Storage.Sweeps;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Events;

/// <summary>Forgets events that are past their lifetime.</summary>
internal sealed class EventSweep(MeecoDb db, RowRemoval removal, TimeProvider clock, IOptions<ServerOptions> options) : ISweep
{
    public Task<int> SweepAsync(CancellationToken cancel)
    {
        var end = clock.GetUtcNow() - options.Value.EventLifetime;

        // The oldest by key are the oldest in time, so a search ends after a few rows and needs no index.
        var over = db.Events.OrderBy(one => one.Key).Take(RowRemoval.AtOnce).Where(one => one.CreatedAt <= end);
        return removal.RemoveAsync(over.Select(one => one.Key), keys => db.Events.Where(one => keys.Contains(one.Key)), cancel);
    }
}
