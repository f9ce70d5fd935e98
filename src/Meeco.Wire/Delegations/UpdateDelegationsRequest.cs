namespace Meeco.Wire;

/// <summary>Gives a delegate another role.</summary>
public sealed record UpdateDelegationsRequest
{
    /// <summary>One of <see cref="DelegationRoles"/>.</summary>
    public string? DelegationRole { get; init; }
}
