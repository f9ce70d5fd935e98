namespace Meeco;

/// <summary>An organisation to be asked for, as a document of the CLI describes it. Binds to <c>New-MeecoOrganization</c>.</summary>
public sealed record MeecoOrganizationRequest
{
    internal MeecoOrganizationRequest()
    {
    }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, if it says so.</summary>
    public string? Description { get; init; }

    /// <summary>Where it is on the web, if it says so.</summary>
    public string? Url { get; init; }

    /// <summary>Where it is written to, if it says so.</summary>
    public string? Email { get; init; }

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
