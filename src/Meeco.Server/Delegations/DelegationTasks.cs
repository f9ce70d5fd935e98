using Meeco.Server.ClientTasks;
using Meeco.Server.Connections;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Delegations;

/// <summary>The tasks that a delegation makes for the clients of its two users (rule 44). Call it inside a transaction.</summary>
internal sealed class DelegationTasks(MeecoDb db, ClientTaskQueue queue)
{
    /// <summary>A delegation began: the owner's client is to hand the delegate the KEK.</summary>
    public Task BeganAsync(Connection granting, CancellationToken cancel) =>
        queue.RequireAsync(granting.UserKey, WorkTypes.SetupKeyDelegation, granting.Key, cancel);

    /// <summary>
    /// The owner shared the KEK or finished the task of it: when both have happened, the delegate's client is to put the
    /// KEK under its own. Saves, for it asks the database.
    /// </summary>
    public async Task SetUpAsync(long grantingKey, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);

        // One of the two may be about to happen in another transaction: its row is written, so that the later one sees both.
        await db.KeyDelegations
            .Where(record => db.Connections.Any(granting => granting.Key == grantingKey && granting.Purpose.DelegationTokenHash == record.TokenHash))
            .ExecuteUpdateAsync(set => set.SetProperty(record => record.Role, record => record.Role), cancel);
        var waiting = await (
            from granting in db.Connections
            join other in db.Connections
                on new { granting.UserKey, granting.OtherUserKey } equals new { UserKey = other.OtherUserKey, OtherUserKey = other.UserKey }
            join record in db.KeyDelegations on granting.Purpose.DelegationTokenHash equals record.TokenHash
            where granting.Key == grantingKey && record.OwnerKek != null && record.KekUnderConnectionKey
            select other).SingleOrDefaultAsync(cancel);
        if (waiting is not null && !await queue.IsOpenAsync(WorkTypes.SetupKeyDelegation, grantingKey, cancel))
        {
            await queue.RequireAsync(waiting.UserKey, WorkTypes.ReencryptAccountOwnerKek, waiting.Key, cancel);
        }
    }

    /// <summary>The delegate has the KEK under his own.</summary>
    public Task ReencryptedAsync(Connection delegateSide, CancellationToken cancel) =>
        queue.CloseAsync(WorkTypes.ReencryptAccountOwnerKek, delegateSide.Key, cancel);

    /// <summary>A delegation ended: there is nothing left to set up.</summary>
    public async Task EndedAsync(Connection granting, Connection delegateSide, CancellationToken cancel)
    {
        await queue.CloseAsync(WorkTypes.SetupKeyDelegation, granting.Key, cancel);
        await queue.CloseAsync(WorkTypes.ReencryptAccountOwnerKek, delegateSide.Key, cancel);
    }

    /// <summary>A user was invited: he is to answer.</summary>
    public Task InvitedAsync(DelegationInvitation invitation, CancellationToken cancel) =>
        queue.RequireAsync(invitation.InvitedUserKey, WorkTypes.IncomingDelegationInvitation, invitation.Key, cancel);

    /// <summary>An invitation was answered or taken back.</summary>
    public Task AnsweredAsync(DelegationInvitation invitation, CancellationToken cancel) =>
        queue.CloseAsync(WorkTypes.IncomingDelegationInvitation, invitation.Key, cancel);
}
