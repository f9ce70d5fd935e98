using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;

namespace Meeco.Server.Delegations;

/// <summary>Writes delegations and the invitations to them in the wire's words.</summary>
internal sealed class DelegationViews(SealedTokens tokens, DelegateSignatures signatures, PublicIds ids)
{
    /// <summary>The keystore's record: the KEK in it is for the delegate, and nobody else sees it.</summary>
    public DelegationBody Body(KeyDelegation delegation, KeystoreCaller caller)
    {
        var isDelegate = delegation.DelegateKey == caller.UserKey;
        return new DelegationBody
        {
            DelegationToken = tokens.Open(delegation.TokenHash, delegation.SealedToken),
            ClaimedAt = delegation.ClaimedAt,
            ExpireAt = delegation.ExpiresAt,
            VerificationAttemptedAt = delegation.VerifiedAt,
            Verified = delegation.VerifiedAt is null ? null : true,
            DelegationRole = delegation.Role,
            DelegatePublicKey = delegation.DelegatePublicKey,
            DelegateSignature = signatures.Open(delegation),
            VaultAccountOwnerId = ids.Encode(IdKind.VaultUser, delegation.VaultOwnerKey),
            AccountOwnerKekEncryptedWithConnectionKeypair = delegation.OwnerKek is null ? null : delegation.KekUnderConnectionKey,
            AccountOwnerKek = isDelegate ? delegation.OwnerKek : null,
        };
    }

    /// <summary>An invitation as one of its two users sees it.</summary>
    public DelegationInvitationBody Body(DelegationInvitation invitation, VaultCaller caller) => new()
    {
        Id = ids.Encode(IdKind.DelegationInvitation, invitation.Key),
        InvitingUserId = ids.Encode(IdKind.VaultUser, invitation.InvitingUserKey),
        InvitingUserConnectionId = ids.Encode(IdKind.Connection, invitation.InvitingConnectionKey),
        InvitedUserId = ids.Encode(IdKind.VaultUser, invitation.InvitedUserKey),
        InvitedUserConnectionId = ids.Encode(IdKind.Connection, invitation.InvitedConnectionKey),
        DelegationToken = invitation.InvitingUserKey == caller.UserKey || invitation.State == DelegationInvitationState.Accepted
            ? tokens.Open(invitation.TokenHash, invitation.SealedToken)
            : null,
        DelegationRole = invitation.Role,
        State = invitation.State switch
        {
            DelegationInvitationState.New => DelegationInvitationStates.New,
            DelegationInvitationState.Accepted => DelegationInvitationStates.Accepted,
            DelegationInvitationState.Rejected => DelegationInvitationStates.Rejected,
            DelegationInvitationState.Deleted => DelegationInvitationStates.Deleted,
            _ => throw new InvalidOperationException($"The stored state {invitation.State} is none."),
        },
        CreatedAt = invitation.CreatedAt,
    };
}
