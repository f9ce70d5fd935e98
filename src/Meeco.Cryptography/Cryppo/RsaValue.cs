using System.Globalization;

namespace Meeco.Cryptography;

/// <summary>Values of the strategy <c>Rsa&lt;bits&gt;</c> (docs/FORMATS.md 1.3).</summary>
internal static class RsaValue
{
    // The version byte and an empty BSON document.
    private static ReadOnlySpan<byte> EmptyArtefacts => [Artefacts.EncryptionVersion, 5, 0, 0, 0, 0];

    public static string Strategy(int keySize) => string.Create(CultureInfo.InvariantCulture, $"Rsa{keySize}");

    /// <returns>The ciphertext, which has exactly the length of the modulus.</returns>
    /// <exception cref="CryppoFormatException">The value is malformed or meant for a key of another size.</exception>
    public static byte[] Parse(ReadOnlySpan<char> value, int keySize)
    {
        var parts = CryppoParts.Split(value, count: 3);
        CryppoParts.Require(value[parts[0]], Strategy(keySize));
        var ciphertext = CryppoParts.Decode(value[parts[1]], "data");
        if (ciphertext.Length != keySize / 8)
        {
            throw new CryppoFormatException("data", $"it has {ciphertext.Length} bytes, not {keySize / 8}");
        }

        // Their content says nothing, but they must be there and be readable.
        Artefacts.Parse(value[parts[2]], Artefacts.EncryptionVersion);
        return ciphertext;
    }

    public static string Write(ReadOnlySpan<byte> ciphertext) =>
        CryppoParts.Join(Strategy(ciphertext.Length * 8), ciphertext, EmptyArtefacts);
}
