using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;

namespace Meeco.Server.ClientTasks;

/// <summary>Lists a user's tasks, and claims them where the listing asks for it.</summary>
internal sealed class ClientTaskListing(
    MeecoDb db,
    Transactions transactions,
    ClientTaskQueue queue,
    ClientTaskChanges changes,
    ClientTaskViews views,
    PublicIds ids)
{
    /// <summary>One page of tasks in their state before this listing claimed them, and the next page's cursor.</summary>
    public async Task<(IReadOnlyList<ClientTaskBody> Rows, string? Next)> ListAsync(
        VaultCaller caller,
        ClientTaskFilter filter,
        PageRequest page,
        CancellationToken cancel) =>
        filter.Claims || await queue.HasLapsedAsync(caller.UserKey, cancel)
            ? await transactions.WriteAsync(
                async inner =>
                {
                    await queue.LapseAsync(caller.UserKey, inner);
                    return await ReadAsync(caller, filter, page, inner);
                },
                cancel)
            : await ReadAsync(caller, filter, page, cancel);

    private async Task<(IReadOnlyList<ClientTaskBody> Rows, string? Next)> ReadAsync(
        VaultCaller caller,
        ClientTaskFilter filter,
        PageRequest page,
        CancellationToken cancel)
    {
        var found = await Matching(caller, filter).PageAsync(page, cancel);
        var rows = found.Rows.Select(task => filter.Claims ? ClaimAndShow(task, caller) : views.Body(task, caller)).ToList();
        return (rows, found.Next is { } next ? ids.EncodeCursor(next) : null);
    }

    private IQueryable<ClientTask> Matching(VaultCaller caller, ClientTaskFilter filter)
    {
        var tasks = db.ClientTasks.Where(task => task.UserKey == caller.UserKey && !task.Closed);
        if (filter.TargetKey is { } target)
        {
            tasks = tasks.Where(task => task.TargetKey == target);
        }

        if (filter.WorkType is { } workType)
        {
            tasks = tasks.Where(task => task.WorkType == workType);
        }

        if (filter.States.Count == 0)
        {
            return tasks;
        }

        // A caller whose claiming answer was lost finds his own claims again by asking once more (design 8, claims).
        var states = filter.States;
        return filter.Claims
            ? tasks.Where(task => states.Contains(task.State)
                || (task.State == ClientTaskState.InProgress && task.ClaimedBySessionKey == caller.SessionKey))
            : tasks.Where(task => states.Contains(task.State));
    }

    // The CLI refuses tasks that are in progress already, so the answer shows the state before the claim (rule 47).
    private ClientTaskBody ClaimAndShow(ClientTask task, VaultCaller caller)
    {
        var before = views.Body(task, caller);
        if (task.State != ClientTaskState.Todo)
        {
            return before;
        }

        changes.Claim(task, caller);
        return before with { ClaimedByThisSession = true };
    }
}
