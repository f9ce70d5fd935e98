using Meeco.Server.Connections;
using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Delegations;

/// <summary>What a delegation asks of the connection that carries it, however it comes to it, and what its end takes along.</summary>
internal sealed class DelegationRules(MeecoDb db, DelegationTasks tasks, EventLog events, TimeProvider clock) : IPurposeRules
{
    public ConnectionIntent Intent => ConnectionIntent.Delegate;

    /// <inheritdoc/>
    public async Task<ConnectionPurpose?> ReadAsync(VaultCaller caller, PostInvitationsInvitation sent, CancellationToken cancel) =>
        string.IsNullOrEmpty(sent.DelegateRole) && string.IsNullOrEmpty(sent.DelegationToken)
            ? null
            : await ReadAsync(caller, sent.DelegationToken, "invitation.delegation_token", sent.DelegateRole, "invitation.delegate_role", cancel);

    /// <summary>Reads a delegation that the caller invites somebody to.</summary>
    /// <exception cref="RefusedException">
    /// 403: he is a delegate himself, of a role that does not delegate on. 422: the token is not one of his that is still
    /// to be given, or the role is another than the keystore knows.
    /// </exception>
    public async Task<ConnectionPurpose> ReadAsync(
        VaultCaller caller,
        string? token,
        string tokenField,
        string? role,
        string roleField,
        CancellationToken cancel)
    {
        DelegateGuard.RequireOwner(caller);
        var wanted = DelegationRoleViews.Parse(role) ?? throw Refuse.Invalid(roleField, $"{roleField} is owner, admin or reader.");
        if (await FindUsableAsync(SessionToken.Hash(token ?? ""), caller.UserKey, cancel) is not { } record)
        {
            throw Refuse.Invalid(tokenField, $"{tokenField} is the token of a delegation that your keystore made and nobody has taken up.");
        }

        return record.Role == wanted.Text()
            ? new ConnectionPurpose
            {
                Intent = ConnectionIntent.Delegate,
                DelegationRole = record.Role,
                DelegationTokenHash = record.TokenHash,
                SealedDelegationToken = record.SealedToken,
            }
            : throw Refuse.Invalid(roleField, $"The delegation with this token was made for the role {record.Role}.");
    }

    /// <summary>Makes a plain connection the delegation.</summary>
    /// <exception cref="RefusedException">409: it has a purpose already, or the delegation can be taken up no more.</exception>
    public async Task UpgradeAsync(VaultCaller caller, Connection granting, Connection delegateSide, ConnectionPurpose purpose, CancellationToken cancel)
    {
        if (granting.Purpose.Intent is not null)
        {
            throw Refuse.Conflict(ErrorCodes.AlreadyExists, "This connection is for something else already.");
        }

        if (await FindUsableAsync(purpose.DelegationTokenHash, granting.UserKey, cancel) is null)
        {
            throw Refuse.Conflict(ErrorCodes.DelegationExpired, "This delegation can be taken up no more.");
        }

        granting.Purpose = purpose;
        await BeginAsync(caller, granting, delegateSide, cancel);
    }

    /// <inheritdoc/>
    public async Task ConnectedAsync(VaultCaller caller, Connection inviting, Connection invited, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var hash = inviting.Purpose.DelegationTokenHash;
        if (await db.Connections.AnyAsync(side => side.Key != inviting.Key && side.Purpose.DelegationTokenHash == hash, cancel)
            || !await db.KeyDelegations.AnyAsync(
                record => record.TokenHash == hash && record.ClaimedAt == null && record.ExpiresAt > now,
                cancel))
        {
            throw new RefusedException(
                StatusCodes.Status404NotFound,
                ErrorCodes.InvitationNotUsable,
                "The delegation that this invitation is for has expired, was taken up or was taken back.");
        }

        await BeginAsync(caller, inviting, invited, cancel);
    }

    /// <inheritdoc/>
    public Task EndingAsync(VaultCaller caller, Connection inviting, Connection invited, CancellationToken cancel)
    {
        // With the connection the delegation ends, and that is not for every delegate to do.
        DelegateGuard.RequireOwner(caller);
        return RemoveAsync(inviting, invited, cancel);
    }

    /// <summary>Makes the connection a plain one again, at once and in both services.</summary>
    /// <exception cref="RefusedException">409: nobody could ever use the child's account again.</exception>
    public async Task EndAsync(VaultCaller caller, Connection granting, Connection delegateSide, CancellationToken cancel)
    {
        await RemoveAsync(granting, delegateSide, cancel);
        granting.Purpose = ConnectionPurpose.Plain;
        Tell(caller, granting, delegateSide, EventTypes.DelegationDeleted);
    }

    /// <summary>Gives the delegate another role, in both services.</summary>
    /// <exception cref="RefusedException">409: no parent of the child would be left.</exception>
    public async Task ChangeRoleAsync(VaultCaller caller, Connection granting, Connection delegateSide, DelegationRole role, CancellationToken cancel)
    {
        if (granting.Purpose.DelegationRole == role.Text())
        {
            return;
        }

        await RequireAnotherParentAsync(granting, cancel);
        var hash = granting.Purpose.DelegationTokenHash;
        var record = await db.KeyDelegations.SingleAsync(found => found.TokenHash == hash, cancel);
        record.Role = role.Text();
        granting.Purpose = granting.Purpose with { DelegationRole = record.Role };
        Tell(caller, granting, delegateSide, EventTypes.DelegationUpdated);
    }

    /// <summary>Notes in both users' feeds what became of a delegation.</summary>
    public void Tell(VaultCaller caller, Connection granting, Connection delegateSide, string type)
    {
        events.Tell(granting.UserKey, caller, type, new EventSubject { ConnectionKey = granting.Key, OtherUserKey = delegateSide.UserKey });
        events.Tell(delegateSide.UserKey, caller, type, new EventSubject { ConnectionKey = delegateSide.Key, OtherUserKey = granting.UserKey });
    }

    private async Task RemoveAsync(Connection inviting, Connection invited, CancellationToken cancel)
    {
        await RequireAnotherParentAsync(inviting, cancel);
        await tasks.EndedAsync(inviting, invited, cancel);
        var hash = inviting.Purpose.DelegationTokenHash;
        await db.KeyDelegations.Where(record => record.TokenHash == hash).ExecuteDeleteAsync(cancel);
    }

    private async Task BeginAsync(VaultCaller caller, Connection granting, Connection delegateSide, CancellationToken cancel)
    {
        await tasks.BeganAsync(granting, cancel);
        Tell(caller, granting, delegateSide, EventTypes.DelegationCreated);
    }

    // A child's keys are in the hands of its delegates alone: without one of role owner the account were lost for ever.
    private async Task RequireAnotherParentAsync(Connection granting, CancellationToken cancel)
    {
        var isChild = await ChildUsers.AreAmong(db).AnyAsync(user => user.Key == granting.UserKey && user.KeystoreUserKey != null, cancel);
        if (!isChild || granting.Purpose.DelegationRole != DelegationRoles.Owner)
        {
            return;
        }

        var hasAnother = await db.Connections.AnyAsync(
            side => side.UserKey == granting.UserKey
                && side.Key != granting.Key
                && side.Purpose.DelegationRole == DelegationRoles.Owner
                && db.KeyDelegations.Any(record => record.TokenHash == side.Purpose.DelegationTokenHash
                    && record.VerifiedAt != null
                    && !record.KekUnderConnectionKey),
            cancel);
        if (!hasAnother)
        {
            throw Refuse.Conflict(
                ErrorCodes.LastDelegationOfChild,
                "A child user cannot log in: without this delegation nobody could use its account ever again.");
        }
    }

    private Task<KeyDelegation?> FindUsableAsync(byte[]? hash, long ownerKey, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return db.KeyDelegations.SingleOrDefaultAsync(
            record => record.TokenHash == hash
                && record.VaultOwnerKey == ownerKey
                && record.ClaimedAt == null
                && record.ExpiresAt > now
                && !db.Connections.Any(side => side.Purpose.DelegationTokenHash == hash),
            cancel);
    }
}
