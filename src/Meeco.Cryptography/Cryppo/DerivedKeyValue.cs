namespace Meeco.Cryptography;

/// <summary>
/// A value together with the way to derive its key: the five-part form
/// <c>Aes256Gcm.….….Pbkdf2Hmac.…</c> (docs/FORMATS.md 1.4).
/// </summary>
/// <param name="Value">The first three parts, which the derived key opens.</param>
/// <param name="Derivation">How the key is derived from the passphrase.</param>
public sealed record DerivedKeyValue(string Value, DerivationOptions Derivation)
{
    private const int ValueParts = 3;
    private const int AllParts = 5;

    /// <summary>Reads the five-part form.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="CryppoFormatException">The value is malformed.</exception>
    public static DerivedKeyValue Parse(ReadOnlySpan<char> value)
    {
        var parts = CryppoParts.Split(value, AllParts);
        var encrypted = value[..parts[ValueParts - 1].End.Value];
        Aes256GcmValue.Parse(encrypted);
        return new DerivedKeyValue(encrypted.ToString(), DerivationOptions.Parse(value[parts[ValueParts].Start..]));
    }

    /// <summary>The five-part form.</summary>
    public override string ToString() => $"{Value}.{Derivation}";
}
