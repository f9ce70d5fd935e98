namespace Meeco.Wire;

/// <summary>An invitation to a delegation, wrapped.</summary>
public sealed record DelegationInvitationResponse
{
    /// <summary>The invitation.</summary>
    public required DelegationInvitationBody DelegationInvitation { get; init; }
}
