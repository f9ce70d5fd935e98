namespace Meeco.Wire;

/// <summary>Invites a connected user to become a delegate (rule 59).</summary>
public sealed record PostDelegationInvitationsRequest
{
    /// <summary>The connection, by the id of the caller's side.</summary>
    public string? ConnectionId { get; init; }

    /// <summary>The keystore's token of the delegation.</summary>
    public string? DelegationToken { get; init; }

    /// <summary>One of <see cref="DelegationRoles"/>.</summary>
    public string? DelegationRole { get; init; }
}
