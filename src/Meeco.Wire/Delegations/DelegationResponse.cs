namespace Meeco.Wire;

/// <summary>A delegation, wrapped.</summary>
public sealed record DelegationResponse
{
    /// <summary>The delegation.</summary>
    public required DelegationBody Delegation { get; init; }
}
