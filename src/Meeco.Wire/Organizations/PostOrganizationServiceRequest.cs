namespace Meeco.Wire;

/// <summary>Asks for a service.</summary>
public sealed record PostOrganizationServiceRequest
{
    /// <summary>The service.</summary>
    public PostOrganizationServiceService? Service { get; init; }
}
