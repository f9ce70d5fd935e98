namespace Meeco.Wire;

/// <summary>A DEK, wrapped.</summary>
public sealed record DataEncryptionKeyResponse
{
    /// <summary>The key record.</summary>
    public required DataEncryptionKeyBody DataEncryptionKey { get; init; }
}
