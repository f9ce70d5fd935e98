using Meeco.Server.Delegations;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Server.Storage.Postgres;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

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
        if (claims && states.Contains(ClientTaskState.Todo) && page.Number is null)
        {
            return await ClaimAsync(caller, filter, states, page, cancel);
        }

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

    // Of those who claim at once each gets other tasks, and nobody waits or begins again: what one takes, the others pass over.
    private async Task<Page<ClientTaskBody>> ClaimAsync(
        VaultCaller caller,
        ClientTaskFilter filter,
        IReadOnlyList<ClientTaskState> states,
        PageRequest page,
        CancellationToken cancel)
    {
        if (await queue.HasLapsedAsync(caller.UserKey, cancel))
        {
            await transactions.WriteApartAsync(inner => queue.LapseAsync(caller.UserKey, inner), cancel);
        }

        var matching = Matching(caller, filter, states, claims: true);
        return await transactions.WriteLockedAsync(
            caller.SessionKey,
            async inner =>
            {
                var found = new List<ClientTask>();
                foreach (var (state, tasks) in matching)
                {
                    // No more than a page, or others would pass over a task that nobody claims.
                    var free = state == ClientTaskState.Todo ? tasks.SkipLocked() : tasks;
                    found.AddRange(await free.After(page.After, page.Ascending).Take(page.PerPage).ToListAsync(inner));
                }

                var rows = found.AsQueryable().After(after: null, page.Ascending).Take(page.PerPage).ToList();
                var last = rows.Count == page.PerPage ? new Cursor(rows[^1].CreatedAt, rows[^1].Key) : (Cursor?)null;
                var next = last is { } place && await IsMoreAsync(matching, place, page, inner) ? last : null;
                return new Page<ClientTaskBody>([.. rows.Select(task => ClaimAndShow(task, states, caller))], next);
            },
            cancel);
    }

    private static async Task<bool> IsMoreAsync(
        IReadOnlyList<(ClientTaskState? State, IQueryable<ClientTask> Tasks)> matching,
        Cursor place,
        PageRequest page,
        CancellationToken cancel)
    {
        foreach (var (_, tasks) in matching)
        {
            if (await tasks.After(place, page.Ascending).AnyAsync(cancel))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<Page<ClientTaskBody>> ReadAsync(
        IReadOnlyList<(ClientTaskState? State, IQueryable<ClientTask> Tasks)> matching,
        IReadOnlyList<ClientTaskState> states,
        VaultCaller caller,
        bool claims,
        PageRequest page,
        CancellationToken cancel)
    {
        var found = await PageAsync(matching.Select(one => one.Tasks), page, cancel);
        var rows = found.Rows.Select(task => claims ? ClaimAndShow(task, states, caller) : views.Body(task, caller)).ToList();
        return new Page<ClientTaskBody>(rows, found.Next) { Count = found.Count };
    }

    // One query a state, each of which finds its page by the index alone, however many tasks of other states there are.
    private List<(ClientTaskState? State, IQueryable<ClientTask> Tasks)> Matching(
        VaultCaller caller, ClientTaskFilter filter, IReadOnlyList<ClientTaskState> states, bool claims)
    {
        var tasks = filter.Of(caller, db, ids);
        List<(ClientTaskState? State, IQueryable<ClientTask> Tasks)> matching = states.Count == 0
            ? [(null, tasks)]
            : [.. states.Distinct().Select(state => ((ClientTaskState?)state, tasks.Where(task => task.State == state)))];

        // A caller whose claiming answer was lost finds his own claims again by asking once more (docs/RULES.md 9, claims).
        if (claims && states.Count > 0 && !states.Contains(ClientTaskState.InProgress))
        {
            matching.Add((
                ClientTaskState.InProgress,
                tasks.Where(task => task.State == ClientTaskState.InProgress && task.ClaimedBySessionKey == caller.SessionKey)));
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
