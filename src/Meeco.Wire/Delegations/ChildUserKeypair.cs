namespace Meeco.Wire;

/// <summary>The pair of a child's side of the connection to its parent.</summary>
public sealed record ChildUserKeypair
{
    /// <summary>The private key's PEM under the child's KEK.</summary>
    public string? EncryptedPrivateKey { get; init; }

    /// <summary>The public key as PEM.</summary>
    public string? PublicKey { get; init; }

    /// <summary>The name to find the pair by.</summary>
    public string? ExternalId { get; init; }
}
