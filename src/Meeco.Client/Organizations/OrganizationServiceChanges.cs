namespace Meeco;

/// <summary>What is said about a service; null is nothing, or to leave it as it is.</summary>
internal sealed record OrganizationServiceChanges
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>What it undertakes.</summary>
    public string? Contract { get; init; }

    /// <summary>What a service would be after these changes.</summary>
    /// <param name="service">The service as it is.</param>
    /// <returns>A changed copy.</returns>
    public MeecoOrganizationService ApplyTo(MeecoOrganizationService service) => service with
    {
        Name = Name ?? service.Name,
        Description = OrganizationChanges.Said(Description, service.Description),
        Contract = OrganizationChanges.Said(Contract, service.Contract),
    };
}
