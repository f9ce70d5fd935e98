namespace Meeco.Cryptography;

/// <summary>
/// Tells well-formed cryppo values from anything else without a key and without decrypting: what a server can know
/// before it stores one. The work is linear in the length of the text.
/// </summary>
public static class Cryppo
{
    /// <summary>
    /// Whether the text is a three-part <c>Aes256Gcm</c> value in either artefact encoding: what a user's symmetric keys
    /// open. Never throws.
    /// </summary>
    /// <param name="value">The text; <see langword="null"/> is no value.</param>
    public static bool IsEncryptedValue(string? value) => IsWellFormed(value, static text => Aes256GcmValue.Parse(text));

    /// <summary>Whether the text is an <c>Rsa&lt;bits&gt;</c> value for a key of that size. Never throws.</summary>
    /// <param name="value">The text; <see langword="null"/> is no value.</param>
    /// <param name="keySize">The size of the modulus in bits.</param>
    public static bool IsRsaValue(string? value, int keySize = RsaKeyPair.KeySizeInBits) =>
        IsWellFormed(value, text => RsaValue.Parse(text, keySize));

    /// <summary>
    /// Whether the text is a five-part value that a passphrase opens, with no more derivation than a reader would do.
    /// Never throws.
    /// </summary>
    /// <param name="value">The text; <see langword="null"/> is no value.</param>
    public static bool IsPassphraseValue(string? value) => IsWellFormed(value, static text => DerivedKeyValue.Parse(text));

    private static bool IsWellFormed(string? value, Action<string> parse)
    {
        try
        {
            parse(value ?? string.Empty);
            return true;
        }
        catch (CryppoFormatException)
        {
            return false;
        }
    }
}
