using System.Security.Cryptography;

namespace Meeco.Cryptography;

/// <summary>
/// How a key is derived from a passphrase: the two-part value <c>Pbkdf2Hmac.…</c> (docs/FORMATS.md 1.4). It holds a salt and
/// numbers, no secret.
/// </summary>
public sealed class DerivationOptions
{
    internal const string Strategy = "Pbkdf2Hmac";

    // Ten times what any client chooses: a foreign value must not keep the processor busy for minutes.
    private const int MaxIterations = 1_000_000;
    private const int MaxLength = 64;
    private const int MaxSaltLength = 256;
    private const int DefaultSaltLength = 20;
    private const int DefaultIterations = 20_000;
    private const int DefaultIterationsSpread = 2_000;
    private const string DefaultHash = "SHA256";

    private readonly byte[] _salt;

    internal DerivationOptions(byte[] salt, int iterations, int length, string hash)
    {
        _salt = salt;
        Iterations = iterations;
        Length = length;
        Hash = hash;
    }

    /// <summary>The salt.</summary>
    public ReadOnlySpan<byte> Salt => _salt;

    /// <summary>The number of PBKDF2 iterations, 1 to 1,000,000.</summary>
    public int Iterations { get; }

    /// <summary>The number of bytes to derive, 1 to 64; encryption keys have 32.</summary>
    public int Length { get; }

    /// <summary>The hash under the HMAC: <c>SHA1</c>, <c>SHA256</c>, <c>SHA384</c> or <c>SHA512</c>.</summary>
    public string Hash { get; }

    /// <summary>Chooses as the published library does: a random salt, 20,000 to 21,999 iterations, 32 bytes, SHA-256.</summary>
    public static DerivationOptions Create() => new(
        RandomNumberGenerator.GetBytes(DefaultSaltLength),
        DefaultIterations + RandomNumberGenerator.GetInt32(DefaultIterationsSpread),
        Aes256GcmValue.KeyLength,
        DefaultHash);

    /// <summary>Reads the two-part form.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="CryppoFormatException">The value is malformed, or asks for more work than any client does.</exception>
    public static DerivationOptions Parse(ReadOnlySpan<char> value)
    {
        var parts = CryppoParts.Split(value, count: 2);
        CryppoParts.Require(value[parts[0]], Strategy);
        var artefacts = Artefacts.Parse(value[parts[1]], Artefacts.DerivationVersion);
        var salt = artefacts.Bytes("iv");
        if (salt.Length is 0 or > MaxSaltLength)
        {
            throw new CryppoFormatException(Artefacts.PartName, "the salt is empty or too long");
        }

        var hash = artefacts.OptionalText("hash") ?? DefaultHash;
        return hash is "SHA1" or "SHA256" or "SHA384" or "SHA512"
            ? new DerivationOptions(
                salt,
                artefacts.Number("i", 1, MaxIterations),
                artefacts.Number("l", 1, MaxLength),
                hash)
            : throw new CryppoFormatException(Artefacts.PartName, "the hash is unknown");
    }

    /// <summary>Derives an encryption key.</summary>
    /// <param name="passphrase">The passphrase, which the caller zeroes.</param>
    /// <exception cref="CryppoFormatException"><see cref="Length"/> is not 32.</exception>
    /// <exception cref="ArgumentException">The passphrase has half of a surrogate pair.</exception>
    public SymmetricKey DeriveKey(ReadOnlySpan<char> passphrase)
    {
        if (Length != Aes256GcmValue.KeyLength)
        {
            throw new CryppoFormatException(Artefacts.PartName, $"l is not {Aes256GcmValue.KeyLength}");
        }

        using var raw = new ZeroedBuffer(stackalloc byte[Aes256GcmValue.KeyLength], Aes256GcmValue.KeyLength);
        DeriveBytes(passphrase, raw.Span);
        return SymmetricKey.Import(raw.Span);
    }

    /// <summary>The two-part form, always in the current encoding.</summary>
    public override string ToString()
    {
        Span<byte> artefacts = stackalloc byte[MaxSaltLength + 64];
        artefacts[0] = Artefacts.DerivationVersion;
        var writer = new BsonWriter(artefacts[1..]);
        writer.WriteBinary("iv", _salt);
        writer.WriteNumber("i", Iterations);
        writer.WriteNumber("l", Length);
        writer.WriteText("hash", Hash);
        return $"{Strategy}.{CryppoBase64.Encode(artefacts[..(writer.Finish() + 1)])}";
    }

    internal void DeriveBytes(ReadOnlySpan<char> passphrase, Span<byte> target) =>
        PassphraseDerivation.Derive(passphrase, _salt, target, Iterations, new HashAlgorithmName(Hash));
}
