namespace Meeco.Wire;

/// <summary>
/// The DEK of a prepared share, which the invited user opened with the passphrase, under the public key of his side. An
/// addition of ours: without it the share keeps its DEK under the passphrase.
/// </summary>
public sealed record PostConnectionsShareIntent
{
    /// <summary>The share intent.</summary>
    public string? Id { get; init; }

    /// <summary>Its DEK under the recipient's public key (`Rsa4096.…`).</summary>
    public string? EncryptedDek { get; init; }
}
