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
}
