namespace Meeco.Wire;

/// <summary>The public half of a pair for the connection between parent and child.</summary>
public sealed record ChildUserPublicKey
{
    /// <summary>The public key as PEM.</summary>
    public string? Pem { get; init; }

    /// <summary>The keystore id of the pair, or a name to find it by.</summary>
    public string? ExternalId { get; init; }
}
