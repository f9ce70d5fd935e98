using System.Runtime.CompilerServices;
using Meeco.Wire;

namespace Meeco;

/// <summary>Work that is left to the user's client.</summary>
internal sealed class ClientTaskService(MeecoSession session)
{
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
    public async Task<OutstandingTasks> CountOutstandingAsync(CancellationToken cancel)
    {
        var (todo, inProgress) = (0, 0);
        var open = new ClientTaskFilter { States = [ClientTaskState.Todo, ClientTaskState.InProgress] };
        await foreach (var task in ReadAsync(open, cancel).ConfigureAwait(false))
        {
            _ = task.State == ClientTaskStates.Todo ? todo++ : inProgress++;
        }

        return new OutstandingTasks(todo, inProgress);
    }

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
    /// <param name="progress">Told about each finished task.</param>
    /// <param name="cancel">Stops; the claims of this run are given back.</param>
    /// <returns>What became of each task, as it is finished.</returns>
    /// <exception cref="MeecoException">
    /// The server cannot be reached any more, or the session ended: the rest is not tried.
    /// </exception>
    public IAsyncEnumerable<MeecoClientTaskResult> RunBatchAsync(
        BatchOptions options,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel) => new ClientTaskBatch(session, options, progress).RunAsync(cancel);

    /// <summary>Lists tasks as the vault answers them.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The tasks.</returns>
    internal async IAsyncEnumerable<ClientTaskBody> ReadAsync(
        ClientTaskFilter filter,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var query = new ClientTasksQuery
        {
            States = filter.States.Count == 0 ? null : [.. filter.States.Select(ClientTaskMapping.State)],
            TargetId = filter.TargetId,
            WorkType = filter.WorkType,
            ChangeState = "false",
        };
        var pages = Paging.PagesAsync(
            (cursor, stop) => session.Apis.ClientTasks.ListAsync(query with { NextPageAfter = cursor }, stop),
            page => page.NextPageAfter,
            cancel);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var task in page.ClientTasks)
            {
                yield return task;
            }
        }
    }
}
