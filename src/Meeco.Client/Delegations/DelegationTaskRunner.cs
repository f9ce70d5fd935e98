using Meeco.Wire;

namespace Meeco;

/// <summary>Does the work of claimed tasks about delegations: hands the KEK over, or keeps a received one.</summary>
internal sealed class DelegationTaskRunner(MeecoSession session)
{
    /// <summary>Runs one task; a failure stands on the task and in the result.</summary>
    /// <param name="task">The task, claimed by this session.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>What became of it. One whose delegate has not proved himself yet is skipped: it may be run later.</returns>
    /// <exception cref="MeecoException">A failure that has nothing to do with this task: no other would fare better.</exception>
    public async Task<MeecoClientTaskResult> RunAsync(ClientTaskBody task, CancellationToken cancel)
    {
        var result = new MeecoClientTaskResult
        {
            ClientTaskId = task.Id,
            WorkType = task.WorkType,
            ConnectionId = ClientTaskMapping.ConnectionId(task),
        };
        try
        {
            await WorkAsync(task, cancel).ConfigureAwait(false);
            await SetAsync(new ClientTaskChange { Id = task.Id, State = ClientTaskStates.Done }, cancel).ConfigureAwait(false);
            return result with { Outcome = ClientTaskOutcome.Completed };
        }
        catch (MeecoException waiting) when (waiting.ErrorId is ClientErrors.DelegationNotClaimedId or ClientErrors.DelegationNotReadyId)
        {
            return result with { Outcome = ClientTaskOutcome.Skipped, ErrorId = waiting.ErrorId, Reason = waiting.Message };
        }
        catch (MeecoException fault)
            when (fault.Category is not (MeecoErrorCategory.Connection or MeecoErrorCategory.Authentication))
        {
            var failed = new ClientTaskChange { Id = task.Id, State = ClientTaskStates.Failed, Report = TaskReport.Failed(fault) };
            await SetAsync(failed, cancel).IgnoringRefusal().ConfigureAwait(false);
            return result with { Outcome = ClientTaskOutcome.Failed, ErrorId = fault.ErrorId, Reason = fault.Message, Error = fault };
        }
    }

    private async Task WorkAsync(ClientTaskBody task, CancellationToken cancel)
    {
        var delegations = session.Delegations;
        if (task.WorkType == WorkTypes.SetupKeyDelegation)
        {
            var link = await delegations.FindAsync(task.TargetId, DelegationDirection.GrantedToOther, cancel).ConfigureAwait(false);
            await delegations.ShareKekAsync(link, cancel).ConfigureAwait(false);
        }
        else
        {
            var link = await delegations.FindAsync(task.TargetId, DelegationDirection.GrantedToMe, cancel).ConfigureAwait(false);
            await delegations.KeepKekAsync(link, cancel).ConfigureAwait(false);
        }
    }

    private async Task SetAsync(ClientTaskChange change, CancellationToken cancel) =>
        await session.Apis.ClientTasks.UpdateAsync(new PutClientTasksRequest { ClientTasks = [change] }, cancel).ConfigureAwait(false);
}
