namespace Meeco;

/// <summary>What is said about an organisation; null is nothing, or to leave it as it is.</summary>
internal sealed record OrganizationChanges
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What it is.</summary>
    public string? Description { get; init; }

    /// <summary>Where it is on the web.</summary>
    public string? Url { get; init; }

    /// <summary>Where it is written to.</summary>
    public string? Email { get; init; }
}
