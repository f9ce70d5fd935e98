using Meeco.Wire;

namespace Meeco;

/// <summary>Has the work of one claimed task done, and sees to it that what became of it stands on the task and in the result.</summary>
/// <param name="session">Whose task.</param>
internal sealed class ClientTaskAttempt(MeecoSession session)
{
    /// <summary>Runs a task.</summary>
    /// <param name="task">The task, claimed by this session.</param>
    /// <param name="work">Does the work and sets the task to the state that it is then in.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="MeecoException">A failure that has nothing to do with this task: no other would fare better.</exception>
    public async Task<MeecoClientTaskResult> RunAsync(
        ClientTaskBody task,
        Func<CancellationToken, Task<MeecoClientTaskResult>> work,
        CancellationToken cancel)
    {
        var began = session.Settings.Time.GetTimestamp();
        var result = await DoAsync(task, work, cancel).ConfigureAwait(false);
        return result with { Duration = session.Settings.Time.GetElapsedTime(began) };
    }

    private async Task<MeecoClientTaskResult> DoAsync(
        ClientTaskBody task,
        Func<CancellationToken, Task<MeecoClientTaskResult>> work,
        CancellationToken cancel)
    {
        try
        {
            return await work(cancel).ConfigureAwait(false);
        }
        catch (MeecoException waiting) when (waiting.ErrorId is ClientErrors.DelegationNotClaimedId or ClientErrors.DelegationNotReadyId)
        {
            return ClientTaskMapping.Skipped(task, waiting.ErrorId, waiting.Message) with { IsStillClaimed = true };
        }
        catch (MeecoServerException lost) when (lost.Code == ErrorCodes.ClientTaskClaimed)
        {
            return ClientTaskMapping.Lost(task);
        }
        catch (MeecoException fault) when (IsOfTask(fault))
        {
            return await FailAsync(task, fault, cancel).ConfigureAwait(false);
        }
    }

    private async Task<MeecoClientTaskResult> FailAsync(ClientTaskBody task, MeecoException fault, CancellationToken cancel)
    {
        var failed = ClientTaskMapping.Failed(task, fault);
        try
        {
            var answer = await session.Apis.ClientTasks.UpdateAsync(
                new PutClientTasksRequest
                {
                    ClientTasks =
                    [
                        new ClientTaskChange { Id = task.Id, State = ClientTaskStates.Failed, Report = TaskReport.Failed(fault, 0) },
                    ],
                },
                cancel).ConfigureAwait(false);
            return answer.ClientTasks is [{ State: ClientTaskStates.Done }] ? ClientTaskMapping.Closed(task) : failed;
        }
        catch (MeecoServerException lost) when (lost.Code == ErrorCodes.ClientTaskClaimed)
        {
            return ClientTaskMapping.Lost(task);
        }
        catch (MeecoException)
        {
            // The first error is the one to report.
            return failed with { IsStillClaimed = true };
        }
    }

    private static bool IsOfTask(MeecoException fault) => fault.Category switch
    {
        MeecoErrorCategory.Connection or MeecoErrorCategory.Authentication => false,
        MeecoErrorCategory.Busy => fault.ErrorId == ClientErrors.ItemVersionConflict,
        _ => true,
    };
}
