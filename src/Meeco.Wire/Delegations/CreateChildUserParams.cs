namespace Meeco.Wire;

/// <summary>Asks the vault for a child user: a new account that only its parent uses.</summary>
public sealed record CreateChildUserParams
{
    /// <summary>The key of the parent's side of the connection.</summary>
    public ChildUserPublicKey? ParentPublicKeyForConnection { get; init; }

    /// <summary>The key of the child's side.</summary>
    public ChildUserPublicKey? ChildPublicKeyForConnection { get; init; }
}
