using Meeco.Wire;

namespace Meeco;

/// <summary>The tasks of one kind that are to do.</summary>
/// <param name="session">Whose.</param>
/// <param name="workType">Which kind.</param>
internal sealed class WaitingTasks(MeecoSession session, string workType) : ITaskSource
{
    /// <summary>How long a claim is good for unless the server says something else (rule 48).</summary>
    public static readonly TimeSpan UsualLease = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public TimeSpan Lease { get; private set; } = UsualLease;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClientTaskBody>> ClaimAsync(int count, int most, CancellationToken cancel)
    {
        // Always the first page: what is finished leaves the list. Own claims come with it, so that an answer that was lost
        // loses nothing (docs/RULES.md 9); those that are in work take no place from the others.
        var inWork = session.ClientTasks.InWork;
        using var intake = inWork.Begin();
        var answer = await session.Apis.ClientTasks.ListAsync(
            new ClientTasksQuery
            {
                States = [ClientTaskStates.Todo],
                WorkType = workType,
                ChangeState = "true",
                PerPage = count + inWork.Count,
            },
            cancel).ConfigureAwait(false);
        Lease = answer.LeaseSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : UsualLease;
        var claimed = answer.ClientTasks.Where(task => intake.TryTake(task.Id)).ToList();
        if (claimed.Count > most)
        {
            // Some that were in work when it was asked had been finished when it was answered.
            await session.ClientTasks.GiveBackAsync([.. claimed.Skip(most).Select(task => task.Id)], cancel).ConfigureAwait(false);
        }

        return [.. claimed.Take(most)];
    }
}
