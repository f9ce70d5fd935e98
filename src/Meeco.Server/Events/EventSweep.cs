using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Events;

/// <summary>
/// Forgets events in passing: whatever saves some removes more than as many that are past their lifetime, in the same
/// transaction. So the log does not grow without end, and whoever notes something need not think of it.
/// </summary>
internal sealed class EventSweep(TimeProvider clock, IOptions<ServerOptions> options) : SaveChangesInterceptor
{
    // Beside what is added, so that a backlog shrinks.
    private const int MoreThanAdded = 20;

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default)
    {
        var db = eventData.Context!;
        var added = Added(db.ChangeTracker);
        if (added > 0)
        {
            // The oldest by key are the oldest in time, so the search ends after these few rows and needs no index.
            var end = clock.GetUtcNow() - options.Value.EventLifetime;
            await db.Set<Event>()
                .OrderBy(one => one.Key)
                .Take(added + MoreThanAdded)
                .Where(one => one.CreatedAt <= end)
                .ExecuteDeleteAsync(cancellationToken);
        }

        return result;
    }

    private static int Added(ChangeTracker tracker)
    {
        // What was added is known as such already: looking through everything for changes is left to the saving itself.
        var detects = tracker.AutoDetectChangesEnabled;
        tracker.AutoDetectChangesEnabled = false;
        try
        {
            return tracker.Entries<Event>().Count(entry => entry.State == EntityState.Added);
        }
        finally
        {
            tracker.AutoDetectChangesEnabled = detects;
        }
    }
}
