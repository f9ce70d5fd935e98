using System.Runtime.CompilerServices;
using Meeco.Wire;

namespace Meeco;

/// <summary>
/// Looks, before a batch, at the tasks that it would not be given: takes over what may be taken over, and says what is left
/// alone. Those that it will be given are not read here: there may be any number of them.
/// </summary>
internal sealed class ClientTaskIntake(MeecoSession session, BatchOptions options)
{
    /// <summary>The work types of the tasks that were seen; complete after the queue is prepared.</summary>
    public HashSet<string> WorkTypesFound { get; } = new(StringComparer.Ordinal);

    /// <summary>Prepares the queue.</summary>
    /// <param name="cancel">Stops.</param>
    /// <returns>The tasks that the batch will leave alone.</returns>
    public async IAsyncEnumerable<MeecoClientTaskResult> PrepareAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        // Nearly all tasks are updates of shares, which are claimed without being looked at.
        var others = new ClientTaskFilter
        {
            States = [options.RetryFailed ? ClientTaskState.Failed : ClientTaskState.Todo],
            ExceptWorkType = WorkTypes.UpdateItemShares,
        };
        await foreach (var page in session.ClientTasks.ReadPagesAsync(others, cancel).ConfigureAwait(false))
        {
            foreach (var task in page.Where(task => task.WorkType != WorkTypes.UpdateItemShares))
            {
                WorkTypesFound.Add(task.WorkType);
                if (ClientTaskKinds.WhyNotRunBy(session, task.WorkType) is var (errorId, reason))
                {
                    yield return ClientTaskMapping.Skipped(task, errorId, reason);
                }
            }
        }

        if (options.RetryFailed)
        {
            yield break;
        }

        var claimed = new ClientTaskFilter { States = [ClientTaskState.InProgress] };
        await foreach (var page in session.ClientTasks.ReadPagesAsync(claimed, cancel).ConfigureAwait(false))
        {
            var elsewhere = page.Where(task => task.ClaimedByThisSession != true).ToList();
            WorkTypesFound.UnionWith(page.Select(task => task.WorkType));
            foreach (var task in await TakeOverAsync(elsewhere, cancel).ConfigureAwait(false))
            {
                yield return ClientTaskMapping.Claimed(task, options.Force);
            }
        }
    }

    /// <summary>Makes claims of others <c>todo</c> again, if it may be; whoever claims first has them then.</summary>
    /// <returns>The tasks whose claims stand.</returns>
    private async Task<IReadOnlyList<ClientTaskBody>> TakeOverAsync(IReadOnlyList<ClientTaskBody> tasks, CancellationToken cancel)
    {
        // A server that does not tell who has claimed a task would not ask whether that session lives, either.
        var asked = options switch
        {
            { ForceLive: true } => tasks,
            { Force: true } => [.. tasks.Where(task => task.ClaimedByThisSession is not null)],
            _ => [],
        };
        if (asked.Count == 0)
        {
            return tasks;
        }

        var condition = options.ForceLive ? ClientTaskConditions.ClaimedByAnotherSession : ClientTaskConditions.ClaimedByEndedSession;
        var stand = await session.ClientTasks.ChangeAsync(
            asked.Select(task => task.Id), ClientTaskStates.Todo, condition, cancel).ConfigureAwait(false);
        return
        [
            .. tasks.Except(asked),
            .. stand.Where(task => task is { State: ClientTaskStates.InProgress, ClaimedByThisSession: not true }),
        ];
    }
}
