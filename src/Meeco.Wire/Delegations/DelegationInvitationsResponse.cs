namespace Meeco.Wire;

/// <summary>A page of invitations to delegations.</summary>
public sealed record DelegationInvitationsResponse
{
    /// <summary>The invitations.</summary>
    public IReadOnlyList<DelegationInvitationBody> DelegationInvitations { get; init; } = [];

    /// <summary>The cursor of the next page; null on the last.</summary>
    public string? NextPageAfter { get; init; }

    /// <summary>How the page was cut.</summary>
    public PageMeta? Meta { get; init; }
}
