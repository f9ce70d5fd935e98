using Meeco.Server.Items;
using Meeco.Server.Shares;
using Meeco.Server.Storage;
using Meeco.Server.Storage.Postgres;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.ClientTasks;

/// <summary>Makes, returns and closes tasks as items and shares change. Call it inside the transaction of the change.</summary>
internal sealed class ClientTaskQueue(MeecoDb db, TimeProvider clock, IOptions<ServerOptions> options)
{
    // What the server closed is done, too. These are listed, so that an index finds their tasks beside any number of others.
    private static readonly List<ClientTaskState> OpenStates = [ClientTaskState.Todo, ClientTaskState.InProgress, ClientTaskState.Failed];

    /// <summary>
    /// The owner changed an item: if it has shares whose values must follow, there is exactly one <c>todo</c> for it
    /// afterwards, and who read the item before cannot complete it (docs/RULES.md 9, tasks). The item is locked.
    /// </summary>
    public async Task OwnerUpdatedAsync(Item item, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (!await db.Shares.Where(share => share.ItemKey == item.Key).Where(ShareReading.Live(now)).AnyAsync(cancel))
        {
            return;
        }

        // A claim that lapsed is a todo that nobody has given back yet.
        var begun = BeginOfLease;
        var waiting = UpdatesOf(item.Key).Where(
            task => task.State == ClientTaskState.Todo || (task.State == ClientTaskState.InProgress && task.ClaimedAt <= begun));
        foreach (var earlier in await waiting.OrderBy(task => task.Key).Locked().ToListAsync(cancel))
        {
            Close(earlier);
        }

        AddUpdate(item);
    }

    /// <summary>Shares of the item hold values that are not the newest: a client is to bring them, unless one will anyway.</summary>
    /// <param name="item">The item, which is locked.</param>
    /// <param name="claimedWillDo">Whether a run that has begun counts: it does if it will see the shares in question.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task RequireUpdateAsync(Item item, bool claimedWillDo, CancellationToken cancel)
    {
        // A claim that lapsed is no run that has begun: it will merge into the task that is made here.
        var begun = BeginOfLease;
        var underWay = UpdatesOf(item.Key).Where(
            task => task.State == ClientTaskState.Todo
                || (claimedWillDo && task.State == ClientTaskState.InProgress && task.ClaimedAt > begun));
        if (!await underWay.AnyAsync(cancel))
        {
            AddUpdate(item);
        }
    }

    /// <summary>Closes the tasks of those items that have no share left to update. The items are locked.</summary>
    public async Task CloseWithoutSharesAsync(IReadOnlyCollection<long> itemKeys, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var shared = db.Shares.Where(ShareReading.Live(now)).Select(share => share.ItemKey);
        await CloseAllAsync(
            db.ClientTasks.Where(task => itemKeys.Contains(task.TargetKey) && !shared.Contains(task.TargetKey)),
            cancel);
    }

    /// <summary>Closes the tasks of an item that goes.</summary>
    public Task CloseAllAsync(long itemKey, CancellationToken cancel) =>
        CloseAllAsync(db.ClientTasks.Where(task => task.TargetKey == itemKey), cancel);

    /// <summary>There is work of another kind for a user's client; one open task of a kind and target is enough.</summary>
    public async Task RequireAsync(long userKey, string workType, long targetKey, CancellationToken cancel)
    {
        if (!await IsOpenAsync(workType, targetKey, cancel))
        {
            Add(userKey, workType, targetKey);
        }
    }

    /// <summary>Whether work of that kind waits, is done now, or has failed.</summary>
    public Task<bool> IsOpenAsync(string workType, long targetKey, CancellationToken cancel) =>
        Open(workType, targetKey).AnyAsync(cancel);

    /// <summary>Closes the open tasks of a kind and target, for which there is nothing left to do.</summary>
    public async Task CloseAsync(string workType, long targetKey, CancellationToken cancel) =>
        (await Open(workType, targetKey).ToListAsync(cancel)).ForEach(Close);

    /// <summary>Gives back the user's claims whose lease is over (rule 48). Saves, for what follows asks the database.</summary>
    public async Task LapseAsync(long userKey, CancellationToken cancel)
    {
        var found = await Lapsed(userKey).Select(task => task.Key).ToListAsync(cancel);
        if (found.Count == 0)
        {
            return;
        }

        // Who is late may be about to finish one: then it has not lapsed any more once it is locked.
        await LockForReturnAsync(userKey, found, cancel);
        var lapsed = await Lapsed(userKey).Where(task => found.Contains(task.Key)).OrderBy(task => task.Key).Locked().ToListAsync(cancel);
        var todos = await TodosAsync(lapsed, cancel);
        foreach (var task in lapsed)
        {
            Return(task, todos);
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Whether the user has claims whose lease is over.</summary>
    public Task<bool> HasLapsedAsync(long userKey, CancellationToken cancel) => Lapsed(userKey).AnyAsync(cancel);

    /// <summary>The users who have such claims.</summary>
    public IQueryable<long> WithLapsed() => Lapsed().Select(task => task.UserKey).Distinct();

    /// <summary>Whether a task is claimed and its lease is over.</summary>
    public bool HasLapsed(ClientTask task) => task.State == ClientTaskState.InProgress && task.ClaimedAt <= BeginOfLease;

    /// <summary>
    /// Keeps others from making a <c>todo</c> beside these tasks, which this transaction may make one again. Items come before tasks in the order of
    /// locks.
    /// </summary>
    public async Task LockForReturnAsync(long userKey, List<long> keys, CancellationToken cancel) => await db.TouchItemsAsync(
        await db.ClientTasks
            .Where(task => keys.Contains(task.Key) && task.UserKey == userKey && task.WorkType == WorkTypes.UpdateItemShares)
            .Select(task => task.TargetKey)
            .Distinct()
            .ToListAsync(cancel),
        cancel);

    /// <summary>The <c>todo</c> that stands for each target of these tasks, where there is one.</summary>
    public async Task<Dictionary<(string WorkType, long TargetKey), ClientTask>> TodosAsync(
        IReadOnlyCollection<ClientTask> tasks,
        CancellationToken cancel)
    {
        var targets = tasks.Select(task => task.TargetKey).ToHashSet();
        var users = tasks.Select(task => task.UserKey).ToHashSet();
        return (await db.ClientTasks.AsNoTracking()
            .Where(task => targets.Contains(task.TargetKey) && task.State == ClientTaskState.Todo)
            .ToListAsync(cancel))
            .Where(task => users.Contains(task.UserKey))
            .ToDictionary(Target);
    }

    /// <summary>Makes a task <c>todo</c> again; where its target has one already, that one does, and this is closed.</summary>
    public void Return(ClientTask task, Dictionary<(string WorkType, long TargetKey), ClientTask> todos)
    {
        if (todos.TryAdd(Target(task), task))
        {
            Move(task, ClientTaskState.Todo);
        }
        else
        {
            Close(task);
        }
    }

    /// <summary>Puts a task into a state in which nobody holds a claim.</summary>
    public void Move(ClientTask task, ClientTaskState state)
    {
        task.State = state;
        task.ClaimedBySessionKey = null;
        task.ClaimedAt = null;
        task.LastStateTransitionAt = clock.GetUtcNow();
    }

    /// <summary>What a task is about: an item has one <c>todo</c> of a work type at most.</summary>
    public static (string WorkType, long TargetKey) Target(ClientTask task) => (task.WorkType, task.TargetKey);

    private void Close(ClientTask task)
    {
        Move(task, ClientTaskState.Done);
        task.Closed = true;
    }

    private void AddUpdate(Item item) => Add(item.OwnerKey, WorkTypes.UpdateItemShares, item.Key);

    private void Add(long userKey, string workType, long targetKey) => db.Add(new ClientTask
    {
        UserKey = userKey,
        WorkType = workType,
        TargetKey = targetKey,
        State = ClientTaskState.Todo,
        CreatedAt = clock.GetUtcNow(),
    });

    private IQueryable<ClientTask> Open(string workType, long targetKey) => db.ClientTasks.Where(
        task => task.TargetKey == targetKey && task.WorkType == workType && OpenStates.Contains(task.State));

    private IQueryable<ClientTask> UpdatesOf(long itemKey) => db.ClientTasks.Where(
        task => task.TargetKey == itemKey && task.WorkType == WorkTypes.UpdateItemShares && !task.Closed);

    // What was claimed then or before is not claimed any more.
    private DateTimeOffset BeginOfLease => clock.GetUtcNow() - options.Value.ClientTaskLease;

    private IQueryable<ClientTask> Lapsed(long userKey) => Lapsed().Where(task => task.UserKey == userKey);

    private IQueryable<ClientTask> Lapsed()
    {
        var begun = BeginOfLease;
        return db.ClientTasks.Where(task => task.State == ClientTaskState.InProgress && task.ClaimedAt <= begun);
    }

    private async Task CloseAllAsync(IQueryable<ClientTask> tasks, CancellationToken cancel)
    {
        var open = await tasks
            .Where(task => task.WorkType == WorkTypes.UpdateItemShares && OpenStates.Contains(task.State))
            .ToListAsync(cancel);
        open.ForEach(Close);
    }
}
