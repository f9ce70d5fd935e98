namespace Meeco.Wire;

/// <summary>What changes of an organisation; what is left out stays.</summary>
public sealed record PutOrganizationOrganization
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
