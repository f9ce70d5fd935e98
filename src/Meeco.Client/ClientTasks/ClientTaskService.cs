namespace Meeco;

/// <summary>Work that is left to the user's client.</summary>
internal sealed class ClientTaskService(MeecoSession session)
{
    /// <summary>Lists tasks without claiming them, newest first, page by page.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The tasks.</returns>
    public IAsyncEnumerable<MeecoClientTask> ListAsync(ClientTaskFilter filter, CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Counts the tasks that are not finished.</summary>
    /// <param name="cancel">Stops.</param>
    /// <returns>The numbers.</returns>
    public Task<OutstandingTasks> CountOutstandingAsync(CancellationToken cancel) =>
        throw new NotSupportedException(session.ToString());

    /// <summary>Sets the state of tasks.</summary>
    /// <param name="ids">Their ids.</param>
    /// <param name="state">The new state.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The tasks as they are now.</returns>
    public Task<IReadOnlyList<MeecoClientTask>> SetStateAsync(
        IReadOnlyList<string> ids,
        ClientTaskState state,
        CancellationToken cancel) => throw new NotSupportedException(session.ToString());

    /// <summary>Runs what waits. A task that fails is reported and does not stop the others.</summary>
    /// <param name="options">What is taken up.</param>
    /// <param name="progress">Told about each finished task.</param>
    /// <param name="cancel">Stops; the claims of this run are given back.</param>
    /// <returns>What became of each task, as it is finished.</returns>
    public IAsyncEnumerable<MeecoClientTaskResult> RunBatchAsync(
        BatchOptions options,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel) => throw new NotSupportedException(session.ToString());
}
