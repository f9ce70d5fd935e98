namespace Meeco.Wire;

/// <summary>Stores a DEK (`POST /data_encryption_keys`).</summary>
public sealed record PostDataEncryptionKeysRequest
{
    /// <summary>The DEK under the KEK (`Aes256Gcm.…`).</summary>
    public string? SerializedDataEncryptionKey { get; init; }
}
