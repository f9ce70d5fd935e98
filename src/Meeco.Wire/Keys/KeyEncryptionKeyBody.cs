namespace Meeco.Wire;

/// <summary>The one KEK of a user.</summary>
public sealed record KeyEncryptionKeyBody
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The KEK under the passphrase-derived key (`Aes256Gcm.…`).</summary>
    public required string SerializedKeyEncryptionKey { get; init; }
}
