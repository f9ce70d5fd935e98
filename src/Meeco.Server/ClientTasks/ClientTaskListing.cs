using Meeco.Server.Delegations;
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
    /// <param name="caller">Whose tasks, and the session that claims.</param>
    /// <param name="filter">Which.</param>
    /// <param name="from2020">Whether the filter is meant as clients of 2020 mean it.</param>
    /// <param name="page">Which part of them.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="RefusedException">400: a filter cannot be read.</exception>
    public async Task<(IReadOnlyList<ClientTaskBody> Rows, string? Next)> ListAsync(
        VaultCaller caller,
        ClientTaskFilter filter,
        bool from2020,
        PageRequest page,
        CancellationToken cancel)
    {
        var claims = filter.Claims(from2020);
        if (claims)
        {
            DelegateGuard.RequireWriter(caller);
        }

        var states = filter.States(from2020);
        var matching = Matching(caller, filter, states, claims);
        return claims || await queue.HasLapsedAsync(caller.UserKey, cancel)
            ? await transactions.WriteAsync(
                async inner =>
                {
                    await queue.LapseAsync(caller.UserKey, inner);
                    return await ReadAsync(matching, states, caller, claims, page, inner);
                },
                cancel)
            : await ReadAsync(matching, states, caller, claims, page, cancel);
    }

    private async Task<(IReadOnlyList<ClientTaskBody> Rows, string? Next)> ReadAsync(
        IQueryable<ClientTask> matching,
        IReadOnlyList<ClientTaskState> states,
        VaultCaller caller,
        bool claims,
        PageRequest page,
        CancellationToken cancel)
    {
        var found = await matching.PageAsync(page, cancel);
        var rows = found.Rows.Select(task => claims ? ClaimAndShow(task, states, caller) : views.Body(task, caller)).ToList();
        return (rows, found.Next is { } next ? ids.EncodeCursor(next) : null);
    }

    private IQueryable<ClientTask> Matching(VaultCaller caller, ClientTaskFilter filter, IReadOnlyList<ClientTaskState> states, bool claims)
    {
        var tasks = filter.OfSubject(db.ClientTasks.Where(task => task.UserKey == caller.UserKey && !task.Closed), ids);
        if (states.Count == 0)
        {
            return tasks;
        }

        // A caller whose claiming answer was lost finds his own claims again by asking once more (docs/RULES.md 9, claims).
        return claims
            ? tasks.Where(task => states.Contains(task.State)
                || (task.State == ClientTaskState.InProgress && task.ClaimedBySessionKey == caller.SessionKey))
            : tasks.Where(task => states.Contains(task.State));
    }

    // The CLI asks for what is to do, and refuses all of it if one is in progress: the answer shows the state before the claim
    // (rule 47), be it this one or the caller's earlier one whose answer he did not get.
    private ClientTaskBody ClaimAndShow(ClientTask task, IReadOnlyList<ClientTaskState> states, VaultCaller caller)
    {
        var before = views.Body(task, caller);
        if (task.State != ClientTaskState.Todo)
        {
            var asked = states.Count == 0 || states.Contains(task.State);
            return asked ? before : before with { State = ClientTaskStates.Todo };
        }

        changes.Claim(task, caller);
        return before with { ClaimedByThisSession = true };
    }
}
