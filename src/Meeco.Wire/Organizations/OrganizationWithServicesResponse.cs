namespace Meeco.Wire;

/// <summary>One organisation with its services.</summary>
public sealed record OrganizationWithServicesResponse
{
    /// <summary>The organisation.</summary>
    public required OrganizationBody Organization { get; init; }

    /// <summary>Its services, as far as the caller sees them.</summary>
    public IReadOnlyList<OrganizationServiceBody> Services { get; init; } = [];
}
