namespace Meeco.Wire;

/// <summary>A DEK of a user.</summary>
public sealed record DataEncryptionKeyBody
{
    /// <summary>Its id; the vault keeps the private one's as `private_dek_external_id`.</summary>
    public required string Id { get; init; }

    /// <summary>The DEK under the KEK (`Aes256Gcm.…`).</summary>
    public required string SerializedDataEncryptionKey { get; init; }
}
