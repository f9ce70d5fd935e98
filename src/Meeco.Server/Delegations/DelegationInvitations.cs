using Meeco.Server.Connections;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Delegations;

/// <summary>Makes and answers invitations that make a connection a delegation (rules 59, 60). Call it inside a transaction.</summary>
internal sealed class DelegationInvitations(MeecoDb db, PublicIds ids, DelegationRules rules, DelegationTasks tasks, TimeProvider clock)
{
    /// <summary>Invites the other user of a connection; its key is known after saving.</summary>
    /// <exception cref="RefusedException">
    /// 404: the connection is not the caller's. 409: it is for something else already, or another invitation waits.
    /// 422: token or role are not right.
    /// </exception>
    public async Task<DelegationInvitation> CreateAsync(VaultCaller caller, PostDelegationInvitationsRequest request, CancellationToken cancel)
    {
        var key = ids.Decode(request.ConnectionId, IdKind.Connection);
        var own = await db.Connections.SingleOrDefaultAsync(side => side.Key == key && side.UserKey == caller.UserKey, cancel)
            ?? throw Refuse.NotFound("connection");
        if (own.Purpose.Intent is not null)
        {
            throw Refuse.Conflict(ErrorCodes.AlreadyExists, "This connection is for something else already.");
        }

        var purpose = await rules.ReadAsync(caller, request.DelegationToken, "delegation_token", request.DelegationRole, "delegation_role", cancel);
        var waiting = await db.DelegationInvitations.SingleOrDefaultAsync(
            known => known.InvitingConnectionKey == own.Key && known.State == DelegationInvitationState.New,
            cancel);
        if (waiting is not null)
        {
            return waiting.TokenHash.SequenceEqual(purpose.DelegationTokenHash!)
                ? waiting
                : throw Refuse.Conflict(ErrorCodes.AlreadyExists, "Another invitation to this connection waits for its answer. Delete it first.");
        }

        var other = await OtherSideAsync(own, cancel);
        var invitation = new DelegationInvitation
        {
            InvitingUserKey = own.UserKey,
            InvitedUserKey = other.UserKey,
            InvitingConnectionKey = own.Key,
            InvitedConnectionKey = other.Key,
            TokenHash = purpose.DelegationTokenHash!,
            SealedToken = purpose.SealedDelegationToken!,
            Role = purpose.DelegationRole!,
            State = DelegationInvitationState.New,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Add(invitation);
        await db.SaveChangesAsync(cancel);
        await tasks.InvitedAsync(invitation, cancel);
        return invitation;
    }

    /// <summary>An invitation that the caller made or was sent.</summary>
    /// <exception cref="RefusedException">404: there is none.</exception>
    public async Task<DelegationInvitation> FindAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.DelegationInvitation);
        return await db.DelegationInvitations.SingleOrDefaultAsync(
            invitation => invitation.Key == key
                && (invitation.InvitingUserKey == caller.UserKey || invitation.InvitedUserKey == caller.UserKey),
            cancel) ?? throw Refuse.NotFound("delegation invitation");
    }

    /// <summary>The invited user becomes the delegate; asking again gives the same connection.</summary>
    /// <returns>Both sides of the connection, the caller's first.</returns>
    /// <exception cref="RefusedException">404: not sent to the caller. 409: it is not new, or can be taken up no more.</exception>
    public async Task<(Connection Own, Connection Other)> AcceptAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        var invitation = await FindSentToAsync(caller, id, cancel);
        var granting = await db.Connections.SingleAsync(side => side.Key == invitation.InvitingConnectionKey, cancel);
        var own = await OtherSideAsync(granting, cancel);
        if (invitation.State == DelegationInvitationState.Accepted && granting.Purpose.DelegationTokenHash.AsSpan().SequenceEqual(invitation.TokenHash))
        {
            return (own, granting);
        }

        RequireNew(invitation);
        await rules.UpgradeAsync(
            caller,
            granting,
            own,
            new ConnectionPurpose
            {
                Intent = ConnectionIntent.Delegate,
                DelegationRole = invitation.Role,
                DelegationTokenHash = invitation.TokenHash,
                SealedDelegationToken = invitation.SealedToken,
            },
            cancel);
        await AnswerAsync(invitation, DelegationInvitationState.Accepted, cancel);
        return (own, granting);
    }

    /// <summary>The invited user does not want it; saying so again changes nothing.</summary>
    /// <exception cref="RefusedException">404: not sent to the caller. 409: it was answered otherwise.</exception>
    public async Task RejectAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        var invitation = await FindSentToAsync(caller, id, cancel);
        await EndAsync(invitation, DelegationInvitationState.Rejected, cancel);
    }

    /// <summary>Who made it takes it back; doing so again changes nothing.</summary>
    /// <exception cref="RefusedException">404: not made by the caller. 409: it was answered.</exception>
    public async Task DeleteAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        var invitation = await FindAsync(caller, id, cancel);
        if (invitation.InvitingUserKey != caller.UserKey)
        {
            throw Refuse.NotFound("delegation invitation");
        }

        await EndAsync(invitation, DelegationInvitationState.Deleted, cancel);
    }

    /// <summary>A connection ends, and what was offered over it.</summary>
    public async Task EndAllAsync(Connection one, Connection other, CancellationToken cancel)
    {
        var waiting = await db.DelegationInvitations
            .Where(invitation => invitation.InvitingConnectionKey == one.Key || invitation.InvitingConnectionKey == other.Key)
            .Where(invitation => invitation.State == DelegationInvitationState.New)
            .ToListAsync(cancel);
        foreach (var invitation in waiting)
        {
            await tasks.AnsweredAsync(invitation, cancel);
        }

        await db.SaveChangesAsync(cancel);
    }

    private async Task<DelegationInvitation> FindSentToAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        var invitation = await FindAsync(caller, id, cancel);
        return invitation.InvitedUserKey == caller.UserKey ? invitation : throw Refuse.NotFound("delegation invitation");
    }

    private async Task EndAsync(DelegationInvitation invitation, DelegationInvitationState state, CancellationToken cancel)
    {
        if (invitation.State != state)
        {
            RequireNew(invitation);
            await AnswerAsync(invitation, state, cancel);
        }
    }

    private Task AnswerAsync(DelegationInvitation invitation, DelegationInvitationState state, CancellationToken cancel)
    {
        invitation.State = state;
        return tasks.AnsweredAsync(invitation, cancel);
    }

    private Task<Connection> OtherSideAsync(Connection side, CancellationToken cancel) =>
        db.Connections.SingleAsync(other => other.UserKey == side.OtherUserKey && other.OtherUserKey == side.UserKey, cancel);

    private static void RequireNew(DelegationInvitation invitation)
    {
        if (invitation.State != DelegationInvitationState.New)
        {
            throw Refuse.Conflict(ErrorCodes.DelegationInvitationNotNew, "The invitation was answered or taken back already.");
        }
    }
}
