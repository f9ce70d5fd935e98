using Meeco.Server.ClientTasks;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Operation.Telemetry;

/// <summary>Counts the client tasks that wait, of all users.</summary>
internal static class OpenTasksQuery
{
    private static readonly ClientTaskState[] States = [ClientTaskState.Todo, ClientTaskState.InProgress, ClientTaskState.Failed];

    /// <summary>One row a state, also where there is none.</summary>
    public static async Task<IReadOnlyList<OpenTasks>> CountAsync(MeecoDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var found = await db.ClientTasks
            .Where(task => task.State != ClientTaskState.Done)
            .GroupBy(task => task.State)
            .Select(group => new { State = group.Key, Count = group.LongCount(), Oldest = group.Min(task => task.CreatedAt) })
            .ToListAsync(cancel);
        return
        [
            .. States.Select(state => found.SingleOrDefault(row => row.State == state) is { } row
                ? new OpenTasks(ClientTaskViews.Text(state), row.Count, now - row.Oldest)
                : new OpenTasks(ClientTaskViews.Text(state), 0, TimeSpan.Zero)),
        ];
    }
}
