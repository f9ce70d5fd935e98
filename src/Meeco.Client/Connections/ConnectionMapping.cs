using Meeco.Wire;

namespace Meeco;

/// <summary>Between the words of the wire and ours.</summary>
internal static class ConnectionMapping
{
    public static MeecoConnection Map(ConnectionBody connection, SessionKeys keys, bool existedAlready = false) => new()
    {
        Id = connection.Own.Id,
        Name = Ciphers.OpenName(keys.DekOrNull, connection.Own.EncryptedRecipientName),
        UserId = connection.TheOtherUser.UserId,
        CreatedAt = connection.Own.CreatedAt,
        ExistedAlready = existedAlready,
        PublicKey = connection.TheOtherUser.UserPublicKey,
        KeypairExternalId = connection.TheOtherUser.UserKeypairExternalId,
    };

    public static MeecoInvitation Map(InvitationBody invitation, SessionKeys keys) => new()
    {
        Id = invitation.Id,
        Token = invitation.Token,
        Name = Ciphers.OpenName(keys.DekOrNull, invitation.EncryptedRecipientName),
        State = State(invitation.State),
        Outgoing = invitation.Outgoing,
        CreatedAt = invitation.CreatedAt,
        ExpiresAt = invitation.ExpireAt,
    };

    public static InvitationState State(string? state) => state switch
    {
        InvitationStates.New => InvitationState.New,
        InvitationStates.Connected => InvitationState.Connected,
        InvitationStates.Rejected => InvitationState.Rejected,
        InvitationStates.Accepted => InvitationState.Accepted,
        InvitationStates.Cancelled => InvitationState.Cancelled,
        InvitationStates.Expired => InvitationState.Expired,
        _ => InvitationState.Unknown,
    };

    public static string? State(InvitationState? state) => state switch
    {
        null or InvitationState.Unknown => null,
        InvitationState.New => InvitationStates.New,
        InvitationState.Connected => InvitationStates.Connected,
        InvitationState.Rejected => InvitationStates.Rejected,
        InvitationState.Accepted => InvitationStates.Accepted,
        InvitationState.Cancelled => InvitationStates.Cancelled,
        InvitationState.Expired => InvitationStates.Expired,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
