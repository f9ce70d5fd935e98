namespace Meeco.Wire;

/// <summary>The keys of a child user, who is known to the vault already.</summary>
public sealed record PostChildUserRequest
{
    /// <summary>The child's id at the vault.</summary>
    public string? VaultChildId { get; init; }

    /// <summary>The child's KEK under the parent's.</summary>
    public string? ChildKek { get; init; }

    /// <summary>The child's DEK under the child's KEK.</summary>
    public string? ChildDek { get; init; }

    /// <summary>The pair of the child's side of the connection.</summary>
    public ChildUserKeypair? ChildKeypairForConnection { get; init; }

    /// <summary>The token of the delegation, as the connection carries it.</summary>
    public string? DelegationToken { get; init; }
}
