namespace Meeco.Wire;

/// <summary>The new DEK of a share.</summary>
public sealed record PutItemSharesDek
{
    /// <summary>The share.</summary>
    public string? ShareId { get; init; }

    /// <summary>The DEK under the recipient's public key (`Rsa4096.…`).</summary>
    public string? Dek { get; init; }
}
