using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Events;

/// <summary>
/// Forgets events in passing: whoever stores some removes more than as many that are past their lifetime, in the same
/// transaction. So the log does not grow without end.
/// </summary>
internal sealed class EventSweep(MeecoDb db, EventHorizon horizon, TimeProvider clock, IOptions<ServerOptions> options)
{
    // Beside what is added, so that a backlog shrinks.
    private const int MoreThanAdded = 20;

    // The oldest by key are the oldest in time, so a search ends after a few rows and needs no index.
    private IQueryable<Event> OldestFirst => db.Events.OrderBy(one => one.Key);

    /// <summary>Removes old events.</summary>
    /// <param name="added">How many are about to be stored.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task MakeRoomAsync(int added, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (now < horizon.NextEnd)
        {
            return;
        }

        var lifetime = options.Value.EventLifetime;
        var end = now - lifetime;
        var removed = await OldestFirst.Take(added + MoreThanAdded).Where(one => one.CreatedAt <= end).ExecuteDeleteAsync(cancel);
        if (removed == 0)
        {
            var oldest = await OldestFirst.Select(one => (DateTimeOffset?)one.CreatedAt).FirstOrDefaultAsync(cancel);
            horizon.NextEnd = (oldest ?? now) + lifetime;
        }
    }
}
