namespace Meeco.Wire;

/// <summary>A page of organisations.</summary>
public sealed record OrganizationsResponse
{
    /// <summary>The organisations.</summary>
    public IReadOnlyList<OrganizationBody> Organizations { get; init; } = [];

    /// <summary>Their services, as far as the caller sees them.</summary>
    public IReadOnlyList<OrganizationServiceBody> Services { get; init; } = [];

    /// <summary>The cursor of the next page; null on the last.</summary>
    public string? NextPageAfter { get; init; }

    /// <summary>How the page was cut.</summary>
    public PageMeta? Meta { get; init; }
}
