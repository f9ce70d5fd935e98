using System.Runtime.CompilerServices;
using Meeco.Wire;

namespace Meeco;

/// <summary>Work that is left to the user's client.</summary>
internal sealed class ClientTaskService(MeecoSession session)
{
    private const int TasksPerChange = 500;

    /// <summary>What runs of this session have taken up.</summary>
    internal TasksInWork InWork { get; } = new();

    /// <summary>Lists tasks without claiming them, newest first, page by page.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The tasks.</returns>
    public async IAsyncEnumerable<MeecoClientTask> ListAsync(
        ClientTaskFilter filter,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var task in ReadAsync(filter, cancel).ConfigureAwait(false))
        {
            yield return ClientTaskMapping.Map(task);
        }
    }

    /// <summary>Counts the tasks that are not finished.</summary>
    /// <param name="cancel">Stops.</param>
    /// <returns>The numbers.</returns>
    public async Task<OutstandingTasks> CountOutstandingAsync(CancellationToken cancel) => new(
        await CountAsync(ClientTaskState.Todo, cancel).ConfigureAwait(false),
        await CountAsync(ClientTaskState.InProgress, cancel).ConfigureAwait(false));

    /// <summary>Counts the tasks in a state; they may be too many to list them for it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Their number.</returns>
    public async Task<int> CountAsync(ClientTaskState state, CancellationToken cancel)
    {
        var query = new ClientTasksQuery
        {
            States = [ClientTaskMapping.State(state)],
            ChangeState = "false",
            Page = 1,
            PerPage = 1,
        };
        var answer = await session.Apis.ClientTasks.ListAsync(query, cancel).ConfigureAwait(false);
        return answer.Meta?.Report.RecordsCount is { } count
            ? (int)count
            : await ReadAsync(new ClientTaskFilter { States = [state] }, cancel).CountAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Finds a task without claiming it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The task as it is now.</returns>
    /// <exception cref="MeecoException"><c>ClientTaskNotFound</c>.</exception>
    public async Task<MeecoClientTask> GetAsync(string id, CancellationToken cancel) =>
        await ListAsync(new ClientTaskFilter(), cancel).FirstOrDefaultAsync(task => task.Id == id, cancel).ConfigureAwait(false)
        ?? throw ClientErrors.ClientTaskNotFound(id);

    /// <summary>Sets the state of tasks.</summary>
    /// <param name="ids">Their ids.</param>
    /// <param name="state">The new state.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The tasks as they are now.</returns>
    /// <exception cref="MeecoException">
    /// <c>ClientTaskNotFound</c>, <c>ClientTaskClaimed</c>, <c>ClientTaskTransitionNotAllowed</c>; then none was changed.
    /// </exception>
    public async Task<IReadOnlyList<MeecoClientTask>> SetStateAsync(
        IReadOnlyList<string> ids,
        ClientTaskState state,
        CancellationToken cancel)
    {
        var answer = await session.Apis.ClientTasks.UpdateAsync(
            new PutClientTasksRequest
            {
                ClientTasks =
                [
                    .. ids.Select(id => new ClientTaskChange { Id = id, State = ClientTaskMapping.State(state) }),
                ],
            },
            cancel).OrNotFound(() => ClientErrors.ClientTaskNotFound(string.Join(", ", ids))).ConfigureAwait(false);
        return [.. answer.ClientTasks.Select(ClientTaskMapping.Map)];
    }

    /// <summary>Runs what waits. A task that fails is reported and does not stop the others.</summary>
    /// <param name="options">What is taken up.</param>
    /// <param name="cancel">Stops; the claims of this run are given back.</param>
    /// <returns>What became of each task, as it is finished.</returns>
    /// <exception cref="MeecoException">
    /// The server cannot be reached any more, or the session ended: the rest is not tried.
    /// </exception>
    public IAsyncEnumerable<MeecoClientTaskResult> RunBatchAsync(
        BatchOptions options,
        CancellationToken cancel) => new ClientTaskBatch(session, options).RunAsync(cancel);

    /// <summary>Changes the state of those tasks for which something holds, and leaves the others as they are.</summary>
    /// <param name="ids">Their ids, as many as there may be.</param>
    /// <param name="state">The new state, in the words of the wire.</param>
    /// <param name="condition">One of <see cref="ClientTaskConditions"/>.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>All of them as they are now.</returns>
    internal async Task<IReadOnlyList<ClientTaskBody>> ChangeAsync(
        IEnumerable<string> ids,
        string state,
        string condition,
        CancellationToken cancel)
    {
        var changed = new List<ClientTaskBody>();
        foreach (var chunk in ids.Chunk(TasksPerChange))
        {
            var answer = await session.Apis.ClientTasks.UpdateAsync(
                new PutClientTasksRequest
                {
                    ClientTasks = [.. chunk.Select(id => new ClientTaskChange { Id = id, State = state, OnlyIf = condition })],
                },
                cancel).ConfigureAwait(false);
            changed.AddRange(answer.ClientTasks);
        }

        return changed;
    }

    /// <summary>Gives claims back that a run took up and did not finish; those that another session has by now stay as they are.</summary>
    /// <param name="ids">The tasks.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When no run of this session has them any more.</returns>
    internal async Task GiveBackAsync(IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        // First: who starts the next run does not wait until a dead network is given up, and finds the claims of this one.
        foreach (var id in ids)
        {
            InWork.Release(id);
        }

        await ChangeAsync(ids, ClientTaskStates.Todo, ClientTaskConditions.ClaimedByThisSession, cancel).ConfigureAwait(false);
    }

    /// <summary>Lists tasks as the vault answers them.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The tasks, a page at a time; their order allows changing those of a page before the next is read.</returns>
    internal async IAsyncEnumerable<IReadOnlyList<ClientTaskBody>> ReadPagesAsync(
        ClientTaskFilter filter,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var query = new ClientTasksQuery
        {
            States = filter.States.Count == 0 ? null : [.. filter.States.Select(ClientTaskMapping.State)],
            TargetId = filter.TargetId,
            WorkType = filter.WorkType,
            ExceptWorkType = filter.ExceptWorkType,
            ChangeState = "false",
        };
        var pages = Paging.PagesAsync(
            (cursor, stop) => session.Apis.ClientTasks.ListAsync(query with { NextPageAfter = cursor }, stop),
            page => page.NextPageAfter,
            cancel);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            yield return page.ClientTasks;
        }
    }

    /// <summary>Lists tasks as the vault answers them.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The tasks.</returns>
    internal async IAsyncEnumerable<ClientTaskBody> ReadAsync(
        ClientTaskFilter filter,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in ReadPagesAsync(filter, cancel).ConfigureAwait(false))
        {
            foreach (var task in page)
            {
                yield return task;
            }
        }
    }
}
