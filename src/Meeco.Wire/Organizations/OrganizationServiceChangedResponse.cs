namespace Meeco.Wire;

/// <summary>A service that was made or changed, with its organisation.</summary>
public sealed record OrganizationServiceChangedResponse
{
    /// <summary>The organisation.</summary>
    public required OrganizationBody Organization { get; init; }

    /// <summary>The service.</summary>
    public required OrganizationServiceBody Service { get; init; }
}
