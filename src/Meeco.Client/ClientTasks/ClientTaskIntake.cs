using System.Runtime.CompilerServices;
using Meeco.Wire;

namespace Meeco;

/// <summary>Looks at all open tasks before a batch: takes back what may be taken, and says what is left alone.</summary>
internal sealed class ClientTaskIntake(MeecoSession session, BatchOptions options)
{
    /// <summary>The work types of the open tasks; known after the queue is prepared.</summary>
    public HashSet<string> WorkTypesFound { get; } = new(StringComparer.Ordinal);

    /// <summary>Prepares the queue.</summary>
    /// <param name="cancel">Stops.</param>
    /// <returns>The tasks that the batch will leave alone.</returns>
    public async IAsyncEnumerable<MeecoClientTaskResult> PrepareAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var states = new List<ClientTaskState> { ClientTaskState.Todo, ClientTaskState.InProgress };
        if (options.RetryFailed)
        {
            states.Add(ClientTaskState.Failed);
        }

        // Read to the end first: what is changed below would move under the cursor.
        var open = new List<ClientTaskBody>();
        await foreach (var task in session.ClientTasks
            .ReadAsync(new ClientTaskFilter { States = states }, cancel).ConfigureAwait(false))
        {
            open.Add(task);
        }

        foreach (var task in open)
        {
            WorkTypesFound.Add(task.WorkType);
            if (ClientTaskKinds.WhyNotRunBy(session, task.WorkType) is var (errorId, reason))
            {
                yield return Skipped(task, errorId, reason);
            }
            else if (task.State == ClientTaskStates.Failed)
            {
                await SetAsync(task, ClientTaskState.Todo, cancel).ConfigureAwait(false);
            }
            else if (task.State == ClientTaskStates.InProgress
                && task.ClaimedByThisSession != true
                && !await TakeOverAsync(task, cancel).ConfigureAwait(false))
            {
                yield return Skipped(
                    task,
                    "ClientTaskClaimed",
                    options.Force
                        ? "Another session, which is still alive, works on it."
                        : "Another session has claimed it; -Force takes it over if that session has ended.");
            }
        }
    }

    private async Task<bool> TakeOverAsync(ClientTaskBody task, CancellationToken cancel)
    {
        if (!options.Force && !options.ForceLive)
        {
            return false;
        }

        try
        {
            await SetAsync(task, ClientTaskState.InProgress, cancel).ConfigureAwait(false);
            return true;
        }
        catch (MeecoServerException refused) when (refused.Code == ErrorCodes.ClientTaskClaimed)
        {
            if (options.ForceLive)
            {
                await SetAsync(task, ClientTaskState.Todo, cancel).ConfigureAwait(false);
            }

            return options.ForceLive;
        }
    }

    private async Task SetAsync(ClientTaskBody task, ClientTaskState state, CancellationToken cancel) =>
        await session.ClientTasks.SetStateAsync([task.Id], state, cancel).ConfigureAwait(false);

    private static MeecoClientTaskResult Skipped(ClientTaskBody task, string errorId, string reason) => new()
    {
        ClientTaskId = task.Id,
        WorkType = task.WorkType,
        ItemId = ClientTaskMapping.ItemId(task),
        ConnectionId = ClientTaskMapping.ConnectionId(task),
        Outcome = ClientTaskOutcome.Skipped,
        ErrorId = errorId,
        Reason = reason,
    };
}
