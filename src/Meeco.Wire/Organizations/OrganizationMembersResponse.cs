namespace Meeco.Wire;

/// <summary>A page of members.</summary>
public sealed record OrganizationMembersResponse
{
    /// <summary>The members.</summary>
    public IReadOnlyList<OrganizationMemberBody> Members { get; init; } = [];

    /// <summary>Whose members they are.</summary>
    public required OrganizationBody Organization { get; init; }

    /// <summary>The cursor of the next page; null on the last.</summary>
    public string? NextPageAfter { get; init; }

    /// <summary>How the page was cut.</summary>
    public PageMeta? Meta { get; init; }
}
