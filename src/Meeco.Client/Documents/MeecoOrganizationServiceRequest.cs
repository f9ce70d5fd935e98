namespace Meeco;

/// <summary>A service to be asked for, as a document of the CLI describes it. Binds to <c>New-MeecoOrganizationService</c>.</summary>
public sealed record MeecoOrganizationServiceRequest
{
    internal MeecoOrganizationServiceRequest()
    {
    }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, if it says so.</summary>
    public string? Description { get; init; }

    /// <summary>What it undertakes, if it says so.</summary>
    public string? Contract { get; init; }

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
