namespace Meeco.Wire;

/// <summary>A page of services.</summary>
public sealed record OrganizationServicesResponse
{
    /// <summary>The services.</summary>
    public IReadOnlyList<OrganizationServiceBody> Services { get; init; } = [];

    /// <summary>The cursor of the next page; null on the last.</summary>
    public string? NextPageAfter { get; init; }

    /// <summary>How the page was cut.</summary>
    public PageMeta? Meta { get; init; }
}
