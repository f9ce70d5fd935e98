using Meeco.Wire;

namespace Meeco;

/// <summary>
/// The tasks of one kind that have failed, each once: one that fails again has its old place in the list, which is behind.
/// </summary>
/// <param name="session">Whose.</param>
/// <param name="workType">Which kind.</param>
internal sealed class FailedTasks(MeecoSession session, string workType) : ITaskSource
{
    private string? _cursor;
    private bool _isRead;

    /// <inheritdoc/>
    public TimeSpan Lease => WaitingTasks.UsualLease;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClientTaskBody>> ClaimAsync(int count, int most, CancellationToken cancel)
    {
        IReadOnlyList<ClientTaskBody> claimed = [];
        while (claimed.Count == 0 && !_isRead)
        {
            var page = await session.Apis.ClientTasks.ListAsync(
                new ClientTasksQuery
                {
                    States = [ClientTaskStates.Failed],
                    WorkType = workType,
                    ChangeState = "false",
                    PerPage = count,
                    NextPageAfter = _cursor,
                },
                cancel).ConfigureAwait(false);
            _cursor = page.NextPageAfter;
            _isRead = string.IsNullOrEmpty(_cursor);
            claimed = await ClaimAsync(page.ClientTasks, cancel).ConfigureAwait(false);
        }

        return claimed;
    }

    private async Task<IReadOnlyList<ClientTaskBody>> ClaimAsync(IReadOnlyList<ClientTaskBody> tasks, CancellationToken cancel)
    {
        using var intake = session.ClientTasks.InWork.Begin();
        var stand = await session.ClientTasks.ChangeAsync(
            tasks.Select(task => task.Id), ClientTaskStates.InProgress, ClientTaskConditions.Failed, cancel).ConfigureAwait(false);
        return
        [
            .. stand.Where(task => task.State == ClientTaskStates.InProgress
                && task.ClaimedByThisSession != false
                && intake.TryTake(task.Id)),
        ];
    }
}
