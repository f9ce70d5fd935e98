namespace Meeco.Wire;

/// <summary>Asks the keystore for a delegation to invite somebody with.</summary>
public sealed record PostDelegationRequest
{
    /// <summary>The vault id of the account's owner, who asks.</summary>
    public string? VaultAccountId { get; init; }

    /// <summary>One of <see cref="DelegationRoles"/>.</summary>
    public string? DelegationRole { get; init; }
}
