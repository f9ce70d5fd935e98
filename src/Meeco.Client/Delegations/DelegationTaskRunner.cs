using Meeco.Wire;

namespace Meeco;

/// <summary>Does the work of claimed tasks about delegations: hands the KEK over, or keeps a received one.</summary>
internal sealed class DelegationTaskRunner(MeecoSession session)
{
    /// <summary>Runs one task.</summary>
    /// <param name="task">The task, claimed by this session.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>That it is done.</returns>
    /// <exception cref="MeecoException">
    /// It failed; <c>DelegationNotClaimed</c>, <c>DelegationNotReady</c>: it may be run later, when the delegate has proved himself.
    /// </exception>
    public async Task<MeecoClientTaskResult> RunAsync(ClientTaskBody task, CancellationToken cancel)
    {
        await WorkAsync(task, cancel).ConfigureAwait(false);
        await session.ClientTasks.SetStateAsync([task.Id], ClientTaskState.Done, cancel).ConfigureAwait(false);
        return ClientTaskMapping.Completed(task);
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
}
