using System.Security.Cryptography;

namespace Meeco;

/// <summary>What an exported session consists of, as it stands in the sealed file (docs/SECURITY.md). Dispose it.</summary>
internal sealed class SavedSession : IDisposable
{
    public required Uri VaultUrl { get; init; }

    public required Uri KeystoreUrl { get; init; }

    public string? VaultSubscriptionKey { get; init; }

    public string? KeystoreSubscriptionKey { get; init; }

    public bool AllowInsecure { get; init; }

    public MeecoSessionKind Kind { get; init; }

    public required string UserId { get; init; }

    public required string UserName { get; init; }

    public string? KeystoreToken { get; init; }

    public required string VaultToken { get; init; }

    /// <summary>With an agent: the public key of its organisation or service.</summary>
    public string? AgentPublicKey { get; init; }

    /// <summary>The account secret; UTF-8.</summary>
    public byte[]? Secret { get; init; }

    public byte[]? PassphraseKey { get; init; }

    public byte[]? Kek { get; init; }

    public byte[]? Dek { get; init; }

    /// <summary>Zeroes the keys.</summary>
    public void Dispose()
    {
        foreach (var key in new[] { Secret, PassphraseKey, Kek, Dek })
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The name of the type: keys never show themselves.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => nameof(SavedSession);
}
