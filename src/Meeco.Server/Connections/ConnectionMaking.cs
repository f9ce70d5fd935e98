using Meeco.Server.Delegations;
using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Shares;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Connections;

/// <summary>Makes and ends connections: always both sides (docs/WIRE.md 4.5, rule 12). Call it inside a transaction.</summary>
internal sealed class ConnectionMaking(
    MeecoDb db,
    PublicIds ids,
    ShareCascade cascade,
    Purposes purposes,
    DelegationInvitations delegationInvitations,
    EventLog events,
    TimeProvider clock)
{
    /// <summary>Both sides of a connection, as one of its users sees them.</summary>
    /// <param name="Own">His side.</param>
    /// <param name="Other">The other user's.</param>
    /// <param name="Existed">Whether the two were connected before (rule 16).</param>
    public sealed record Sides(Connection Own, Connection Other, bool Existed)
    {
        /// <summary>As the other user sees them.</summary>
        public Sides Turned() => new(Other, Own, Existed);
    }

    /// <summary>The connection of two users, as the first sees it; null when they are not connected.</summary>
    public async Task<Sides?> FindAsync(long userKey, long otherUserKey, CancellationToken cancel)
    {
        var sides = await db.Connections
            .Where(side => (side.UserKey == userKey && side.OtherUserKey == otherUserKey)
                || (side.UserKey == otherUserKey && side.OtherUserKey == userKey))
            .ToDictionaryAsync(side => side.UserKey, cancel);
        return sides.Count == 0 ? null : new Sides(sides[userKey], sides[otherUserKey], Existed: true);
    }

    /// <summary>Connects the sender of an invitation with the invited user; the present connection when they are connected.</summary>
    /// <param name="caller">Whose call connects them.</param>
    /// <param name="invitation">The invitation.</param>
    /// <param name="invited">What the invited user brings.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>Both sides as the invited user sees them.</returns>
    /// <exception cref="RefusedException">409: the two are connected for another purpose than this one.</exception>
    public async Task<Sides> MakeAsync(VaultCaller caller, Invitation invitation, ConnectingUser invited, CancellationToken cancel)
    {
        if (await FindAsync(invited.UserKey, invitation.SenderKey, cancel) is { } present)
        {
            await AddPurposeAsync(caller, invitation, present, cancel);
            return present;
        }

        var now = clock.GetUtcNow();
        var types = await db.VaultUsers
            .Where(user => user.Key == invited.UserKey || user.Key == invitation.SenderKey)
            .ToDictionaryAsync(user => user.Key, user => user.Type, cancel);
        var own = new Connection
        {
            UserKey = invited.UserKey,
            UserType = types[invited.UserKey],
            OtherUserKey = invitation.SenderKey,
            PublicKey = invited.PublicKey,
            KeyPairExternalId = invited.KeyPairExternalId,
            EncryptedRecipientName = invited.EncryptedName,
            Did = invited.Did,
            Purpose = ConnectionPurpose.Plain,
            CreatedAt = now,
        };
        var inviting = new Connection
        {
            UserKey = invitation.SenderKey,
            UserType = types[invitation.SenderKey],
            OtherUserKey = invited.UserKey,
            PublicKey = invitation.PublicKey,
            KeyPairExternalId = invitation.KeyPairExternalId,
            EncryptedRecipientName = invitation.EncryptedRecipientName,
            Did = invitation.SenderDid,
            Purpose = invitation.Purpose,
            CreatedAt = now,
        };
        db.AddRange(own, inviting);
        await db.SaveChangesAsync(cancel);
        Tell(caller, EventTypes.ConnectionCreated, own, inviting);
        await purposes.ConnectedAsync(caller, inviting, own, cancel);
        return new Sides(own, inviting, Existed: false);
    }

    /// <summary>Ends a connection, with the shares over it and what is under them.</summary>
    /// <exception cref="RefusedException">404: not a connection of the caller.</exception>
    public async Task EndAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        var user = caller.UserKey;
        var key = ids.Decode(id, IdKind.Connection);
        var own = await db.Connections.SingleOrDefaultAsync(side => side.Key == key && side.UserKey == user, cancel)
            ?? throw Refuse.NotFound("connection");
        var sides = (await FindAsync(user, own.OtherUserKey, cancel))!;
        var other = sides.Other.UserKey;
        await purposes.EndingAsync(caller, own, sides.Other, cancel);
        await delegationInvitations.EndAllAsync(own, sides.Other, cancel);
        Tell(caller, EventTypes.ConnectionDeleted, own, sides.Other);

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

    private async Task AddPurposeAsync(VaultCaller caller, Invitation invitation, Sides present, CancellationToken cancel)
    {
        var inviting = present.Other;
        if (invitation.Purpose.Intent is null || inviting.Purpose.Covers(invitation.Purpose))
        {
            return;
        }

        // A connection has one purpose: kept silently, the two would think that the new one holds.
        if (inviting.Purpose.Intent is not null)
        {
            throw Refuse.Conflict(ErrorCodes.AlreadyExists, "The two users are connected for another purpose already.");
        }

        inviting.Purpose = invitation.Purpose;
        await db.SaveChangesAsync(cancel);
        await purposes.ConnectedAsync(caller, inviting, present.Own, cancel);
    }

    private void Tell(VaultCaller caller, string type, Connection one, Connection other)
    {
        foreach (var side in (Connection[])[one, other])
        {
            events.Tell(side.UserKey, caller, type, new EventSubject { ConnectionKey = side.Key, OtherUserKey = side.OtherUserKey });
        }
    }
}
