namespace Meeco.Wire;

/// <summary>What changes of a service; what is left out stays.</summary>
public sealed record PutOrganizationServiceService
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>What it undertakes.</summary>
    public string? Contract { get; init; }
}
