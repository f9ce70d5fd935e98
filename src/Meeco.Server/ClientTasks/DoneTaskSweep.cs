using Meeco.Server.Storage;
using Meeco.Server.Storage.Sweeps;
using Microsoft.Extensions.Options;

namespace Meeco.Server.ClientTasks;

/// <summary>Forgets client tasks that have been done long enough.</summary>
internal sealed class DoneTaskSweep(MeecoDb db, RowRemoval removal, TimeProvider clock, IOptions<ServerOptions> options) : ISweep
{
    public Task<int> SweepAsync(CancellationToken cancel)
    {
        var end = clock.GetUtcNow() - options.Value.ClientTaskLifetime;
        var over = db.ClientTasks.Where(task => task.State == ClientTaskState.Done && task.LastStateTransitionAt <= end);
        return removal.RemoveAsync(
            over.OrderBy(task => task.LastStateTransitionAt).Select(task => task.Key),
            keys => over.Where(task => keys.Contains(task.Key)),
            cancel);
    }
}
