namespace Meeco.Wire;

/// <summary>Stores the user's KEK (`POST /key_encryption_key`).</summary>
public sealed record PostKeyEncryptionKeyRequest
{
    /// <summary>The KEK under the passphrase-derived key (`Aes256Gcm.…`).</summary>
    public string? SerializedKeyEncryptionKey { get; init; }
}
