namespace Meeco.Wire;

/// <summary>The public half of the pair that a user brings to a connection.</summary>
public sealed record PostedPublicKey
{
    /// <summary>The keystore id of the pair.</summary>
    public string? KeypairExternalId { get; init; }

    /// <summary>The public key as PEM, echoed byte for byte.</summary>
    public string? PublicKey { get; init; }
}
