using System.Text;
using System.Text.Json;
using Meeco.Server.Delegations;
using Meeco.Server.Http;
using Meeco.Server.Operation.Telemetry;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.ClientTasks;

/// <summary>Sets states and reports of tasks as a user's clients ask (rule 49). Call it inside a transaction.</summary>
internal sealed class ClientTaskChanges(
    MeecoDb db,
    PublicIds ids,
    ClientTaskLookup lookup,
    ClientTaskQueue queue,
    DelegationTasks delegationTasks,
    Transactions transactions,
    LastRows last,
    RowUpdater updater,
    ServerMetrics metrics,
    TimeProvider clock)
{
    private const int MaxReportLength = 64 * 1024;

    /// <summary>Sets what each change says, and stores it; the tasks come back in the order of the changes, untracked.</summary>
    /// <param name="caller">Whose tasks, and the session that changes them.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="beside">Rows that are stored with them.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="RefusedException">
    /// 404: a task is not the caller's. 409 or 422: a transition is not allowed. Then nothing may be stored.
    /// </exception>
    public async Task<IReadOnlyList<ClientTask>> ApplyAsync(
        VaultCaller caller,
        IReadOnlyList<ClientTaskChange> changes,
        IReadOnlyList<RowRun> beside,
        CancellationToken cancel)
    {
        if (changes.Count == 0)
        {
            await last.RunAfterAsync(beside, cancel);
            return [];
        }

        var keys = changes.Select(KeyOf).Distinct().ToList();
        var returns = changes.Any(change => change.State == ClientTaskStates.Todo);
        if (returns)
        {
            await queue.LockForReturnAsync(caller.UserKey, keys, cancel);
        }

        var tasks = await LoadAsync(caller, keys, cancel);
        var todos = returns || tasks.Values.Any(queue.HasLapsed) ? await queue.TodosAsync([.. tasks.Values], cancel) : [];
        var liveSessions = await LiveSessionsAsync(tasks.Values, caller, cancel);
        var named = new List<ClientTask>(changes.Count);
        var changed = new HashSet<ClientTask>();
        foreach (var change in changes)
        {
            var task = tasks[KeyOf(change)];
            named.Add(task);

            // It is no claim any more. Nobody has given it back yet, and where nothing is changed, that is left to whoever does.
            if (queue.HasLapsed(task))
            {
                queue.Return(task, todos);
            }

            if (Apply(task, change, HolderOf(task, caller, liveSessions), caller, todos))
            {
                changed.Add(task);
            }
        }

        await last.RunAfterAsync([.. beside, Stored(changed)], cancel);
        foreach (var setUp in named.Where(task => task is { WorkType: WorkTypes.SetupKeyDelegation, State: ClientTaskState.Done, Closed: false }))
        {
            await delegationTasks.SetUpAsync(setUp.TargetKey, cancel);
        }

        return named;
    }

    /// <summary>The session holds the claim of a task from now on.</summary>
    public void Claim(ClientTask task, VaultCaller caller)
    {
        queue.Move(task, ClientTaskState.InProgress);
        task.ClaimedBySessionKey = caller.SessionKey;
        task.ClaimedAt = clock.GetUtcNow();
        transactions.AfterCommit(_ =>
        {
            metrics.Claimed();
            return Task.CompletedTask;
        });
    }

    private async Task<Dictionary<long, ClientTask>> LoadAsync(
        VaultCaller caller,
        List<long> keys,
        CancellationToken cancel)
    {
        var tasks = await lookup.Tasks(db, keys)
            .Where(task => task.UserKey == caller.UserKey)
            .ToDictionaryAsync(task => task.Key, cancellationToken: cancel);
        return tasks.Count == keys.Count ? tasks : throw Refuse.NotFound("client task");
    }

    private async Task<HashSet<long>> LiveSessionsAsync(IEnumerable<ClientTask> tasks, VaultCaller caller, CancellationToken cancel)
    {
        // The user's own, or a delegate's who acts for him.
        var claiming = tasks.Select(task => task.ClaimedBySessionKey).OfType<long>().Where(key => key != caller.SessionKey).ToHashSet();
        if (claiming.Count == 0)
        {
            return claiming;
        }

        var now = clock.GetUtcNow();
        return await db.VaultSessions
            .Where(session => claiming.Contains(session.Key) && session.ExpiresAt > now)
            .Select(session => session.Key)
            .ToHashSetAsync(cancel);
    }

    private RowRun Stored(IReadOnlyCollection<ClientTask> tasks) => updater.Of(
        tasks,
        task => new { task.State, task.ClaimedBySessionKey, task.ClaimedAt, task.Closed, task.Report, task.LastStateTransitionAt });

    // Whether anything of the task is another now.
    private bool Apply(
        ClientTask task,
        ClientTaskChange change,
        ClaimHolder holder,
        VaultCaller caller,
        Dictionary<(string WorkType, long TargetKey), ClientTask> todos)
    {
        var state = ClientTaskViews.ParseState(change.State)
            ?? throw Refuse.Invalid("state", "state is todo, in_progress, done or failed.");
        var report = ReadReport(change.Report);
        var effect = Holds(change.OnlyIf, task, holder) && !task.Closed
            ? TaskTransitions.Decide(task.State, state, holder)
            : TransitionEffect.Nothing;
        if (effect == TransitionEffect.Nothing)
        {
            return false;
        }

        // A refusal ends the transaction, so it does not matter that the task was taken from the todos before it.
        if (task.State == ClientTaskState.Todo)
        {
            todos.Remove(ClientTaskQueue.Target(task));
        }

        switch (effect)
        {
            case TransitionEffect.Claim:
                Claim(task, caller);
                break;
            case TransitionEffect.Return:
                queue.Return(task, todos);
                break;
            case TransitionEffect.Close:
                queue.Move(task, state);
                break;
            case TransitionEffect.RefuseClaimed:
                throw Refuse.Conflict(ErrorCodes.ClientTaskClaimed, "Another session, which is still logged in, has claimed this task.");
            default:
                throw Refuse.Invalid(
                    ErrorCodes.ClientTaskTransitionNotAllowed,
                    "state",
                    $"A task that is {ClientTaskViews.Text(task.State)} does not become {change.State}.");
        }

        task.Report = report ?? task.Report;
        return true;
    }

    private static bool Holds(string? condition, ClientTask task, ClaimHolder holder) => condition switch
    {
        null => true,
        ClientTaskConditions.Failed => task.State == ClientTaskState.Failed,
        ClientTaskConditions.ClaimedByThisSession => holder == ClaimHolder.ThisSession,
        ClientTaskConditions.ClaimedByAnotherSession => holder is ClaimHolder.LiveSession or ClaimHolder.EndedSession,
        ClientTaskConditions.ClaimedByEndedSession => holder == ClaimHolder.EndedSession,
        _ => throw Refuse.Invalid(
            "only_if",
            "only_if is failed, claimed_by_this_session, claimed_by_another_session or claimed_by_ended_session."),
    };

    private static ClaimHolder HolderOf(ClientTask task, VaultCaller caller, HashSet<long> liveSessions) =>
        task.ClaimedBySessionKey switch
        {
            null => ClaimHolder.Nobody,
            { } key when key == caller.SessionKey => ClaimHolder.ThisSession,
            { } key when liveSessions.Contains(key) => ClaimHolder.LiveSession,
            _ => ClaimHolder.EndedSession,
        };

    private long KeyOf(ClientTaskChange change) =>
        ids.Decode(change.Id, IdKind.ClientTask) ?? throw Refuse.NotFound("client task");

    private static string? ReadReport(JsonElement? report) => report switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Object } given => Encoding.UTF8.GetByteCount(given.GetRawText()) <= MaxReportLength
            ? given.GetRawText()
            : throw Refuse.Invalid("report", $"A report has at most {MaxReportLength} bytes."),
        _ => throw Refuse.Invalid("report", "A report is a JSON object."),
    };
}
