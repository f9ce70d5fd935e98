namespace Meeco.Wire;

/// <summary>A page of invitations.</summary>
public sealed record InvitationsResponse
{
    /// <summary>The invitations.</summary>
    public IReadOnlyList<InvitationBody> Invitations { get; init; } = [];

    /// <summary>The cursor of the next page; null on the last.</summary>
    public string? NextPageAfter { get; init; }

    /// <summary>How the page was cut.</summary>
    public PageMeta? Meta { get; init; }
}
