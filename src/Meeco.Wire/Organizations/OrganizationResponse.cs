namespace Meeco.Wire;

/// <summary>One organisation.</summary>
public sealed record OrganizationResponse
{
    /// <summary>The organisation.</summary>
    public required OrganizationBody Organization { get; init; }
}
