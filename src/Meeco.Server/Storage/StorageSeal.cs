using System.Security.Cryptography;
using System.Text;
using Meeco.Cryptography;

namespace Meeco.Server.Storage;

/// <summary>
/// Seals what the server has to give out again and should not stand readable in its tables. The key is the server's own and
/// lies in the same database: this is against a look at a table, a part of a backup, a page that was not overwritten, and not
/// against whoever has all of it.
/// </summary>
internal sealed class StorageSeal(ServerSecrets secrets)
{
    private const int KeyLength = 32;

    /// <summary>Seals bytes for one place.</summary>
    /// <param name="plaintext">Not empty.</param>
    /// <param name="context">Names the place; nothing that was sealed for another one is opened there.</param>
    public string Seal(ReadOnlySpan<byte> plaintext, string context)
    {
        using var key = KeyOf(context);
        return key.EncryptBytes(plaintext) ?? throw new ArgumentException("There is nothing to seal.", nameof(plaintext));
    }

    /// <summary>Opens what was sealed for that place.</summary>
    public byte[] Open(string value, string context)
    {
        using var key = KeyOf(context);
        return key.DecryptBytes(value) ?? [];
    }

    // A key for each place, for one key may see only so many random nonces.
    private ShareKey KeyOf(string context)
    {
        Span<byte> derived = stackalloc byte[KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secrets[ServerSecrets.SealKey], derived, salt: [], Encoding.UTF8.GetBytes(context));
        try
        {
            return ShareKey.Import(derived);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }
}
