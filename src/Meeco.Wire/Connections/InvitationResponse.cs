namespace Meeco.Wire;

/// <summary>One invitation, wrapped.</summary>
public sealed record InvitationResponse
{
    /// <summary>The invitation.</summary>
    public required InvitationBody Invitation { get; init; }
}
