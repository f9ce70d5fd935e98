using System.Text.Json;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;

namespace Meeco.Server.Connections;

/// <summary>Writes invitations in the wire's words.</summary>
internal sealed class InvitationViews(SealedTokens tokens, PublicIds ids, TimeProvider clock)
{
    /// <summary>The invitation as its sender, or another holder of its token, sees it (rule 19).</summary>
    public InvitationBody Body(Invitation invitation, VaultCaller caller)
    {
        var isSender = invitation.SenderKey == caller.UserKey;
        return new InvitationBody
        {
            Id = isSender ? ids.Encode(IdKind.Invitation, invitation.Key) : null,
            Token = tokens.Open(invitation.TokenHash, invitation.SealedToken),
            State = State(invitation),
            Outgoing = isSender,
            KeypairExternalId = isSender ? invitation.KeyPairExternalId : null,
            EncryptedRecipientName = isSender ? invitation.EncryptedRecipientName ?? invitation.Answer?.EncryptedRecipientName : null,
            EncryptedSenderName = invitation.EncryptedSenderName,
            SenderPublicKey = invitation.PublicKey,
            UserPublicKey = invitation.PublicKey,
            SenderDid = invitation.SenderDid,
            SenderToRecipientData = JsonElement.Parse(invitation.SenderToRecipientData),
            RecipientToSenderData = invitation.Answer is { } answer ? JsonElement.Parse(answer.RecipientToSenderData) : WireJson.EmptyObject,
            MultistepWorkflow = invitation.MultistepWorkflow,
            ConnectionType = invitation.Purpose.Type,
            IntegrationData = invitation.Purpose.IntegrationData(ids, tokens),
            DelegationRole = invitation.Purpose.DelegationRole,
            DelegationToken = invitation.Purpose.DelegationToken(tokens),
            OrganizationId = ids.Encode(IdKind.Organization, invitation.Purpose.OrganizationKey),
            OrganizationMemberRole = invitation.Purpose.OrganizationMemberRole,
            ServiceId = ids.Encode(IdKind.OrganizationService, invitation.Purpose.ServiceKey),
            SharesToBeCreated = invitation.SharesToBeCreated,
            InvitedUserId = ids.Encode(IdKind.VaultUser, invitation.InvitedUserKey),
            UserName = invitation.Sender?.FullName,
            UserImage = invitation.Sender?.Image,
            CreatedAt = invitation.CreatedAt,
            ExpireAt = invitation.ExpiresAt,
        };
    }

    /// <summary>The stored state that the text names; null when it names none, or the one that the time tells.</summary>
    public static InvitationState? ParseState(string text) => text switch
    {
        InvitationStates.New => InvitationState.New,
        InvitationStates.Connected => InvitationState.Connected,
        InvitationStates.Rejected => InvitationState.Rejected,
        InvitationStates.Accepted => InvitationState.Accepted,
        InvitationStates.Cancelled => InvitationState.Cancelled,
        _ => null,
    };

    private string State(Invitation invitation) => invitation.State switch
    {
        InvitationState.New when invitation.ExpiresAt <= clock.GetUtcNow() => InvitationStates.Expired,
        InvitationState.New => InvitationStates.New,
        InvitationState.Connected => InvitationStates.Connected,
        InvitationState.Rejected => InvitationStates.Rejected,
        InvitationState.Accepted => InvitationStates.Accepted,
        InvitationState.Cancelled => InvitationStates.Cancelled,
        _ => throw new InvalidOperationException($"The stored state {invitation.State} is none."),
    };
}
