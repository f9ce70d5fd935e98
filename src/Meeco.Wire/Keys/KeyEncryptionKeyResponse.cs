namespace Meeco.Wire;

/// <summary>The KEK, wrapped.</summary>
public sealed record KeyEncryptionKeyResponse
{
    /// <summary>The key record.</summary>
    public required KeyEncryptionKeyBody KeyEncryptionKey { get; init; }
}
