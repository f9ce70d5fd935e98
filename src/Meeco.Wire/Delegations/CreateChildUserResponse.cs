namespace Meeco.Wire;

/// <summary>A new child user.</summary>
public sealed record CreateChildUserResponse
{
    /// <summary>The child.</summary>
    public required VaultUserBody User { get; init; }

    /// <summary>The connection as the parent sees it; the child's side carries the delegation.</summary>
    public required ConnectionBody ConnectionFromParentToChild { get; init; }
}
