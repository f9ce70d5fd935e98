namespace Meeco.Wire;

/// <summary>A session of the vault.</summary>
public sealed record VaultSessionBody
{
    /// <summary>The session token under the user's own public key (`Rsa4096.…`).</summary>
    public required string EncryptedSessionAuthenticationString { get; init; }
}
