using System.Security.Cryptography;
using System.Text;

namespace Meeco.Cryptography;

/// <summary>
/// The public half of an RSA pair: wraps keys and tokens for its owner and verifies his signatures. Two are equal if they
/// are the same key, however their PEM texts break their lines. Safe for use by several threads.
/// </summary>
public sealed class RsaPublicKey : IEquatable<RsaPublicKey>, IDisposable
{
    internal const int MinKeySize = 2048;
    internal const int MaxKeySize = 8192;
    private const int MaxExponentLength = 8;

    // OAEP with SHA-1 takes two hashes and two bytes from the modulus (RFC 8017, 7.1.1).
    private const int OaepOverhead = 42;

    private readonly RSA _rsa;
    private readonly byte[] _der;

    private RsaPublicKey(RSA rsa, string? pem)
    {
        _rsa = rsa;
        _der = rsa.ExportSubjectPublicKeyInfo();
        Pem = pem ?? Encoding.ASCII.GetString(Cryptography.Pem.Write(Cryptography.Pem.PublicKeyLabel, _der));
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(_der));
    }

    /// <summary>The SPKI PEM text, byte for byte as it was received: vault and keystore compare it as a text.</summary>
    public string Pem { get; }

    /// <summary>SHA-256 of the key's SPKI DER as 64 lower-case hexadecimal digits: the same for every form of its PEM.</summary>
    public string Fingerprint { get; }

    /// <summary>The size of the modulus in bits.</summary>
    public int KeySize => _rsa.KeySize;

    /// <summary>Reads an SPKI PEM text, with LF or CRLF line ends.</summary>
    /// <param name="pem">The text, beginning with <c>-----BEGIN PUBLIC KEY-----</c>.</param>
    /// <exception cref="CryppoFormatException">
    /// It is no such text, or the key is not one of 2048 to 8192 bits that encrypts.
    /// </exception>
    public static RsaPublicKey FromPem(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        return Cryptography.Pem.Read(pem, Cryptography.Pem.PublicKeyLabel, der => Import(pem, der));
    }

    /// <summary>Encrypts the raw bytes of a key for the owner of this one.</summary>
    /// <param name="key">The key to wrap.</param>
    /// <returns>The value <c>Rsa&lt;bits&gt;.…</c>.</returns>
    public string WrapKey(EncryptionKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var raw = new ZeroedBuffer(stackalloc byte[Aes256GcmValue.KeyLength], Aes256GcmValue.KeyLength);
        key.Export(raw.Span);
        return Encrypt(raw.Span);
    }

    /// <summary>Encrypts a token for the owner of this key.</summary>
    /// <param name="token">Characters up to U+00FF, one byte each; 470 of them at most under 4096 bits.</param>
    /// <returns>The value <c>Rsa&lt;bits&gt;.…</c>.</returns>
    /// <exception cref="ArgumentException">The token is too long, or has a character above U+00FF.</exception>
    public string EncryptToken(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length > (KeySize / 8) - OaepOverhead || token.AsSpan().ContainsAnyExceptInRange('\0', '\u00FF'))
        {
            throw new ArgumentException("The token is too long or has a character above U+00FF.", nameof(token));
        }

        using var bytes = new ZeroedBuffer(stackalloc byte[ZeroedBuffer.StackLength], token.Length);
        Encoding.Latin1.GetBytes(token, bytes.Span);
        return Encrypt(bytes.Span);
    }

    /// <summary>Whether the owner of this key signed the data of that value.</summary>
    /// <param name="value">The data and the signature.</param>
    public bool Verify(SignedValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.KeySize == KeySize
            && _rsa.VerifyData(value.Data, value.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>Whether both are the same key.</summary>
    /// <param name="other">The other key.</param>
    public bool Equals(RsaPublicKey? other) => other is not null && _der.AsSpan().SequenceEqual(other._der);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RsaPublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Fingerprint);

    /// <summary>The key's size and fingerprint.</summary>
    public override string ToString() => $"{RsaValue.Strategy(KeySize)} {Fingerprint}";

    /// <summary>Releases the key's native object.</summary>
    public void Dispose() => _rsa.Dispose();

    /// <summary>Takes over the object.</summary>
    internal static RsaPublicKey From(RSA rsa) => new(rsa, pem: null);

    /// <summary>
    /// Whether a foreign key is one that can encrypt, and at a cost that a server can bear: an even number is no RSA key, and
    /// a long exponent makes every encryption as slow as a decryption.
    /// </summary>
    internal static bool IsUsable(RSA rsa)
    {
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        return rsa.KeySize is >= MinKeySize and <= MaxKeySize
            && rsa.KeySize % 8 == 0
            && (parameters.Modulus![^1] & parameters.Exponent![^1] & 1) == 1
            && parameters.Exponent.Length <= MaxExponentLength;
    }

    private string Encrypt(ReadOnlySpan<byte> plaintext)
    {
        var ciphertext = new byte[KeySize / 8];
        _rsa.Encrypt(plaintext, ciphertext, RSAEncryptionPadding.OaepSHA1);
        return RsaValue.Write(ciphertext);
    }

    private static RsaPublicKey Import(string pem, byte[] der)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportSubjectPublicKeyInfo(der, out var read);
            return read == der.Length && IsUsable(rsa)
                ? new RsaPublicKey(rsa, pem)
                : throw new CryppoFormatException("PEM", "it holds no usable RSA key");
        }
        catch
        {
            rsa.Dispose();
            throw;
        }
    }
}
