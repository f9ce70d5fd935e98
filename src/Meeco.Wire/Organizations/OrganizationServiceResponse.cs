namespace Meeco.Wire;

/// <summary>One service.</summary>
public sealed record OrganizationServiceResponse
{
    /// <summary>The service.</summary>
    public required OrganizationServiceBody Service { get; init; }
}
