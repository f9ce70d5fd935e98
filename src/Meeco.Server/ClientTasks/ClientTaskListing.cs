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
    /// <summary>One page of tasks in their state before this listing claimed them.</summary>
    /// <param name="caller">Whose tasks, and the session that claims.</param>
    /// <param name="filter">Which.</param>
    /// <param name="from2020">Whether the filter is meant as clients of 2020 mean it.</param>
    /// <param name="page">Which part of them.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="RefusedException">400: a filter cannot be read.</exception>
    public async Task<Page<ClientTaskBody>> ListAsync(
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

    private async Task<Page<ClientTaskBody>> ReadAsync(
        IReadOnlyList<IQueryable<ClientTask>> matching,
        IReadOnlyList<ClientTaskState> states,
        VaultCaller caller,
        bool claims,
        PageRequest page,
        CancellationToken cancel)
    {
        var found = await PageAsync(matching, page, cancel);
        var rows = found.Rows.Select(task => claims ? ClaimAndShow(task, states, caller) : views.Body(task, caller)).ToList();
        return new Page<ClientTaskBody>(rows, found.Next) { Count = found.Count };
    }

    // One query a state, each of which finds its page by the index alone, however many tasks of other states there are.
    private List<IQueryable<ClientTask>> Matching(
        VaultCaller caller, ClientTaskFilter filter, IReadOnlyList<ClientTaskState> states, bool claims)
    {
        var tasks = filter.Of(caller, db, ids);
        List<IQueryable<ClientTask>> matching = states.Count == 0
            ? [tasks]
            : [.. states.Distinct().Select(state => tasks.Where(task => task.State == state))];

        // A caller whose claiming answer was lost finds his own claims again by asking once more (docs/RULES.md 9, claims).
        if (claims && states.Count > 0 && !states.Contains(ClientTaskState.InProgress))
        {
            matching.Add(tasks.Where(task => task.State == ClientTaskState.InProgress && task.ClaimedBySessionKey == caller.SessionKey));
        }

        return matching;
    }

    private static Task<Page<ClientTask>> PageAsync(
        IEnumerable<IQueryable<ClientTask>> matching, PageRequest page, CancellationToken cancel) => matching
        .Select(tasks => page.Number is null ? tasks.After(page.After, page.Ascending).Take(page.PerPage + 1) : tasks)
        .Aggregate(Queryable.Concat)
        .PageAsync(page, cancel);

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
