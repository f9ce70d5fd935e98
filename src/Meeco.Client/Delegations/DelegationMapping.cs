using System.Text.Json;
using Meeco.Wire;

namespace Meeco;

/// <summary>Between the words of the wire and ours.</summary>
internal static class DelegationMapping
{
    /// <summary>What <c>connection_type</c> says of a delegation.</summary>
    public const string ConnectionType = "delegate";

    private const string TokenMember = "delegation_token";

    /// <summary>Writes a delegation.</summary>
    /// <param name="connection">Its connection, as the user of the session sees it.</param>
    /// <param name="direction">Which side carries it.</param>
    /// <param name="record">The keystore's half.</param>
    /// <param name="keys">The keys of the session.</param>
    /// <returns>The delegation.</returns>
    public static MeecoDelegation Map(
        ConnectionBody connection,
        DelegationDirection direction,
        DelegationBody record,
        SessionKeys keys) => new()
    {
        ConnectionId = connection.Own.Id,
        Name = Ciphers.OpenName(keys.DekOrNull, connection.Own.EncryptedRecipientName),
        UserId = connection.TheOtherUser.UserId,
        Direction = direction,
        Role = Role(record.DelegationRole),
        State = record switch
        {
            { ClaimedAt: null } => DelegationState.Unclaimed,
            { AccountOwnerKekEncryptedWithConnectionKeypair: null } => DelegationState.Claimed,
            { AccountOwnerKekEncryptedWithConnectionKeypair: true } => DelegationState.KeyShared,
            _ => DelegationState.Ready,
        },
        CreatedAt = connection.Own.CreatedAt,
        ClaimedAt = record.ClaimedAt,
    };

    /// <summary>Writes an invitation to a connected user.</summary>
    /// <param name="invitation">The invitation.</param>
    /// <param name="session">Whose user sees it.</param>
    /// <param name="name">What he calls the other user.</param>
    /// <returns>The invitation.</returns>
    public static MeecoDelegationInvitation Map(DelegationInvitationBody invitation, MeecoSession session, string? name)
    {
        var outgoing = invitation.InvitingUserId == session.UserId;
        return new MeecoDelegationInvitation
        {
            Id = invitation.Id,
            Name = name,
            Role = Role(invitation.DelegationRole),
            State = invitation.State switch
            {
                DelegationInvitationStates.New => DelegationInvitationState.New,
                DelegationInvitationStates.Accepted => DelegationInvitationState.Accepted,
                DelegationInvitationStates.Rejected => DelegationInvitationState.Rejected,
                DelegationInvitationStates.Deleted => DelegationInvitationState.Removed,
                _ => DelegationInvitationState.Unknown,
            },
            Outgoing = outgoing,
            ConnectionId = outgoing ? invitation.InvitingUserConnectionId : invitation.InvitedUserConnectionId,
            UserId = outgoing ? invitation.InvitedUserId : invitation.InvitingUserId,
            CreatedAt = invitation.CreatedAt,
        };
    }

    /// <summary>Writes an invitation with a token.</summary>
    /// <param name="invitation">The invitation; its connection type is <see cref="ConnectionType"/>.</param>
    /// <param name="keys">The keys of the session.</param>
    /// <returns>The invitation.</returns>
    public static MeecoDelegationInvitation Map(InvitationBody invitation, SessionKeys keys) => new()
    {
        Id = invitation.Id,
        Token = invitation.Token,
        Name = Ciphers.OpenName(keys.DekOrNull, invitation.EncryptedRecipientName),
        Role = Role(invitation.DelegationRole ?? Text(invitation.IntegrationData, "role")),
        State = invitation.State switch
        {
            InvitationStates.New => DelegationInvitationState.New,
            InvitationStates.Connected or InvitationStates.Accepted => DelegationInvitationState.Accepted,
            InvitationStates.Rejected => DelegationInvitationState.Rejected,
            InvitationStates.Cancelled => DelegationInvitationState.Removed,
            InvitationStates.Expired => DelegationInvitationState.Expired,
            _ => DelegationInvitationState.Unknown,
        },
        Outgoing = invitation.Outgoing,
        CreatedAt = invitation.CreatedAt,
        ExpiresAt = invitation.ExpireAt,
    };

    /// <summary>The token of the delegation that the user of the session gave over a connection; null if he gave none.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>The token.</returns>
    public static string? TokenOfGiven(ConnectionBody connection) =>
        connection.Own.ConnectionType == ConnectionType
            ? connection.Own.DelegationToken ?? Text(connection.Own.IntegrationData, TokenMember)
            : null;

    /// <summary>The token of the delegation that the other user gave over a connection; null if he gave none.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>The token.</returns>
    public static string? TokenOfReceived(ConnectionBody connection) =>
        connection.TheOtherUser.ConnectionType == ConnectionType
            ? connection.TheOtherUser.DelegationToken ?? Text(connection.TheOtherUser.IntegrationData, TokenMember)
            : null;

    /// <summary>A role in the wire's words.</summary>
    /// <param name="role">The role.</param>
    /// <returns>Its word.</returns>
    public static string Text(DelegationRole role) => role switch
    {
        DelegationRole.Reader => DelegationRoles.Reader,
        DelegationRole.Admin => DelegationRoles.Admin,
        DelegationRole.Owner => DelegationRoles.Owner,
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    private static DelegationRole Role(string? role) => role switch
    {
        DelegationRoles.Reader => DelegationRole.Reader,
        DelegationRoles.Admin => DelegationRole.Admin,
        DelegationRoles.Owner => DelegationRole.Owner,
        _ => throw ClientErrors.NotTheProtocol("a delegation has an unknown role."),
    };

    private static string? Text(JsonElement? data, string member) =>
        data is { ValueKind: JsonValueKind.Object } given
        && given.TryGetProperty(member, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
