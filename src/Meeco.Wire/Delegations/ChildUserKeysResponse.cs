namespace Meeco.Wire;

/// <summary>The delegation over a new child user, and where its data key is.</summary>
public sealed record ChildUserKeysResponse
{
    /// <summary>The delegation, as the parent sees it.</summary>
    public required DelegationBody Delegation { get; init; }

    /// <summary>The keystore id of the child's DEK.</summary>
    public required string PrivateDekExternalId { get; init; }
}
