using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Events;

/// <summary>
/// Forgets events in passing: whoever stores some removes more than as many that are past their lifetime, in the same
/// transaction. So the log does not grow without end.
/// </summary>
internal sealed class EventSweep(MeecoDb db, TimeProvider clock, IOptions<ServerOptions> options)
{
    // Beside what is added, so that a backlog shrinks.
    private const int MoreThanAdded = 20;

    /// <summary>Removes old events.</summary>
    /// <param name="added">How many are about to be stored.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task MakeRoomAsync(int added, CancellationToken cancel)
    {
        // The oldest by key are the oldest in time, so the search ends after these few rows and needs no index.
        var end = clock.GetUtcNow() - options.Value.EventLifetime;
        return db.Events
            .OrderBy(one => one.Key)
            .Take(added + MoreThanAdded)
            .Where(one => one.CreatedAt <= end)
            .ExecuteDeleteAsync(cancel);
    }
}
