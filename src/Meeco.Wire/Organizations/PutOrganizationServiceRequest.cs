namespace Meeco.Wire;

/// <summary>Changes a requested service.</summary>
public sealed record PutOrganizationServiceRequest
{
    /// <summary>The changes.</summary>
    public PutOrganizationServiceService? Service { get; init; }
}
