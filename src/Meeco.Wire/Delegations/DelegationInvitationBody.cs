namespace Meeco.Wire;

/// <summary>An invitation to become the delegate of a connected user.</summary>
public sealed record DelegationInvitationBody
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The account's owner.</summary>
    public required string InvitingUserId { get; init; }

    /// <summary>The connection, for him.</summary>
    public required string InvitingUserConnectionId { get; init; }

    /// <summary>Who is to be the delegate.</summary>
    public required string InvitedUserId { get; init; }

    /// <summary>The connection, for him.</summary>
    public required string InvitedUserConnectionId { get; init; }

    /// <summary>The keystore's token of the delegation; null for the invited user until he has accepted.</summary>
    public string? DelegationToken { get; init; }

    /// <summary>One of <see cref="DelegationRoles"/>.</summary>
    public required string DelegationRole { get; init; }

    /// <summary>One of <see cref="DelegationInvitationStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>When it was made. Additive; null from other servers.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
