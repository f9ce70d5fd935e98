namespace Meeco.Wire;

/// <summary>Changes a requested organisation.</summary>
public sealed record PutOrganizationRequest
{
    /// <summary>The changes.</summary>
    public PutOrganizationOrganization? Organization { get; init; }
}
