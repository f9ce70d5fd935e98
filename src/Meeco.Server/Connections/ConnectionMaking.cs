using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Shares;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Connections;

/// <summary>Makes and ends connections: always both sides (docs/WIRE.md 4.5, rule 12). Call it inside a transaction.</summary>
internal sealed class ConnectionMaking(MeecoDb db, PublicIds ids, ShareCascade cascade, Purposes purposes, EventLog log, TimeProvider clock)
{
    /// <summary>Both sides of a connection, as one of its users sees them.</summary>
    /// <param name="Own">The caller's side.</param>
    /// <param name="Other">The other user's.</param>
    /// <param name="Existed">Whether the two were connected before (rule 16).</param>
    public sealed record Result(Connection Own, Connection Other, bool Existed);

    /// <summary>Takes up an invitation.</summary>
    /// <exception cref="RefusedException">
    /// 404: the token is unknown, used by another, cancelled or expired. 422: it is the caller's own, or a member is malformed.
    /// </exception>
    public async Task<Result> AcceptAsync(VaultCaller caller, PostConnectionsRequest request, CancellationToken cancel)
    {
        var invitation = await UsableAsync(caller, request.Connection?.InvitationToken, cancel);
        var publicKey = ConnectionKeys.Read(request.PublicKey);
        var name = ConnectionKeys.ReadName(request.Connection?.EncryptedRecipientName, "connection.encrypted_recipient_name");
        invitation.State = InvitationState.Connected;
        invitation.InvitedUserKey = caller.UserKey;

        if (await FindAsync(caller.UserKey, invitation.SenderKey, cancel) is { } own)
        {
            var inviting = (await FindAsync(invitation.SenderKey, caller.UserKey, cancel))!;
            if (inviting.Purpose.Intent is null && invitation.Purpose.Intent is not null)
            {
                inviting.Purpose = invitation.Purpose;
                await db.SaveChangesAsync(cancel);
                await purposes.ConnectedAsync(caller, inviting, own, cancel);
            }

            return new Result(own, inviting, Existed: true);
        }

        var now = clock.GetUtcNow();
        var types = await db.VaultUsers
            .Where(user => user.Key == caller.UserKey || user.Key == invitation.SenderKey)
            .ToDictionaryAsync(user => user.Key, user => user.Type, cancel);
        own = new Connection
        {
            UserKey = caller.UserKey,
            UserType = types[caller.UserKey],
            OtherUserKey = invitation.SenderKey,
            PublicKey = publicKey,
            KeyPairExternalId = request.PublicKey?.KeypairExternalId,
            EncryptedRecipientName = name,
            Did = request.Connection?.RecipientDid,
            Purpose = ConnectionPurpose.Plain,
            CreatedAt = now,
        };
        var other = new Connection
        {
            UserKey = invitation.SenderKey,
            UserType = types[invitation.SenderKey],
            OtherUserKey = caller.UserKey,
            PublicKey = invitation.PublicKey,
            KeyPairExternalId = invitation.KeyPairExternalId,
            EncryptedRecipientName = invitation.EncryptedRecipientName,
            Did = invitation.SenderDid,
            Purpose = invitation.Purpose,
            CreatedAt = now,
        };
        db.AddRange(own, other);
        await db.SaveChangesAsync(cancel);
        await purposes.ConnectedAsync(caller, other, own, cancel);
        Tell(caller, EventTypes.ConnectionCreated, own, other, invitation.Key);
        return new Result(own, other, Existed: false);
    }

    /// <summary>Ends a connection, with the shares over it and what is under them.</summary>
    /// <exception cref="RefusedException">404: not a connection of the caller.</exception>
    public async Task EndAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        var user = caller.UserKey;
        var key = ids.Decode(id, IdKind.Connection);
        var own = await db.Connections.SingleOrDefaultAsync(side => side.Key == key && side.UserKey == user, cancel)
            ?? throw Refuse.NotFound("connection");
        var other = own.OtherUserKey;
        var othersSide = (await FindAsync(other, user, cancel))!;
        await purposes.EndingAsync(caller, own, othersSide, cancel);

        Tell(caller, EventTypes.ConnectionDeleted, own, othersSide);
        await cascade.EndAsync(
            caller,
            db.Shares.Where(share => (share.SenderKey == user && share.RecipientKey == other)
                || (share.SenderKey == other && share.RecipientKey == user)),
            cancel);
        await db.Connections
            .Where(side => (side.UserKey == user && side.OtherUserKey == other)
                || (side.UserKey == other && side.OtherUserKey == user))
            .ExecuteDeleteAsync(cancel);
    }

    private void Tell(VaultCaller caller, string type, Connection own, Connection other, long? invitationKey = null)
    {
        var subject = new EventSubject { InvitationKey = invitationKey };
        log.Note(caller, type, subject with { ConnectionKey = own.Key, OtherUserKey = other.UserKey });
        log.Tell(other.UserKey, caller, type, subject with { ConnectionKey = other.Key, OtherUserKey = own.UserKey });
    }

    private async Task<Invitation> UsableAsync(VaultCaller caller, string? token, CancellationToken cancel)
    {
        var invitation = await db.Invitations.SingleOrDefaultAsync(invitation => invitation.Token == token, cancel);
        if (invitation?.SenderKey == caller.UserKey)
        {
            throw Refuse.Invalid(ErrorCodes.RecipientNotAllowed, "connection.invitation_token", "This is your own invitation.");
        }

        // Who took it up himself asks again because the answer was lost.
        var isUsable = invitation?.State switch
        {
            InvitationState.New => invitation.ExpiresAt > clock.GetUtcNow(),
            InvitationState.Connected => invitation.InvitedUserKey == caller.UserKey
                && await FindAsync(caller.UserKey, invitation.SenderKey, cancel) is not null,
            _ => false,
        };
        return isUsable
            ? invitation!
            : throw new RefusedException(
                StatusCodes.Status404NotFound,
                ErrorCodes.InvitationNotUsable,
                "There is no invitation with this token that could still be accepted.");
    }

    private Task<Connection?> FindAsync(long userKey, long otherUserKey, CancellationToken cancel) =>
        db.Connections.SingleOrDefaultAsync(side => side.UserKey == userKey && side.OtherUserKey == otherUserKey, cancel);
}
