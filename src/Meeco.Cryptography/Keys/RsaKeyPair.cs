using System.Security.Cryptography;
using System.Text;

namespace Meeco.Cryptography;

/// <summary>
/// An RSA pair: the one of a connection, or the one a user logs in with. Opens keys and tokens that were wrapped for it,
/// and signs. Safe for use by several threads. Dispose it.
/// </summary>
public sealed class RsaKeyPair : IDisposable
{
    /// <summary>The size of every pair that Meeco's clients make.</summary>
    public const int KeySizeInBits = 4096;

    private readonly RSA _rsa;

    private RsaKeyPair(RSA rsa)
    {
        _rsa = rsa;
        var publicHalf = RSA.Create();
        publicHalf.ImportSubjectPublicKeyInfo(rsa.ExportSubjectPublicKeyInfo(), out _);
        PublicKey = RsaPublicKey.From(publicHalf);
    }

    /// <summary>The public half, which is disposed with the pair.</summary>
    public RsaPublicKey PublicKey { get; }

    /// <summary>The size of the modulus in bits.</summary>
    public int KeySize => _rsa.KeySize;

    /// <summary>Makes a pair of 4096 bits on a thread of the pool, which takes 0.5 to 3 seconds.</summary>
    /// <param name="cancel">Cancels while the work has not begun; afterwards the finished pair is thrown away.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<RsaKeyPair> GenerateAsync(CancellationToken cancel = default)
    {
        var pair = Task.Run(static () => new RsaKeyPair(RSA.Create(KeySizeInBits)), cancel);
        try
        {
            return await pair.WaitAsync(cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for the key any more, but it must not stay in memory.
            _ = DisposeWhenMadeAsync(pair);
            throw;
        }
    }

    /// <summary>Reads a PKCS#1 PEM text, with LF or CRLF line ends.</summary>
    /// <param name="pem">The text, beginning with <c>-----BEGIN RSA PRIVATE KEY-----</c>.</param>
    /// <exception cref="CryppoFormatException">It is no such text, or holds no usable key of at least 2048 bits.</exception>
    public static RsaKeyPair FromPem(ReadOnlySpan<char> pem) => Pem.Read(pem, Pem.PrivateKeyLabel, Import);

    /// <summary>Opens a key that is kept for long.</summary>
    /// <param name="value">What <see cref="RsaPublicKey.WrapKey"/> gave.</param>
    /// <exception cref="CryppoFormatException">The value is malformed, or does not hold 32 bytes.</exception>
    /// <exception cref="DecryptionFailedException">It is meant for another key, or was changed.</exception>
    public SymmetricKey UnwrapKey(string value)
    {
        using var raw = new ZeroedBuffer(stackalloc byte[MaxPlaintextLength], MaxPlaintextLength);
        return SymmetricKey.Import(DecryptKey(value, raw.Span));
    }

    /// <summary>Opens the key of a single share.</summary>
    /// <param name="value">What <see cref="RsaPublicKey.WrapKey"/> gave.</param>
    /// <exception cref="CryppoFormatException">The value is malformed, or does not hold 32 bytes.</exception>
    /// <exception cref="DecryptionFailedException">It is meant for another key, or was changed.</exception>
    public ShareKey UnwrapShareKey(string value)
    {
        using var raw = new ZeroedBuffer(stackalloc byte[MaxPlaintextLength], MaxPlaintextLength);
        return ShareKey.Import(DecryptKey(value, raw.Span));
    }

    /// <summary>Opens a token, such as the session token that a vault answers with.</summary>
    /// <param name="value">What <see cref="RsaPublicKey.EncryptToken"/> gave.</param>
    /// <returns>The token, one character for each byte.</returns>
    /// <exception cref="CryppoFormatException">The value is malformed.</exception>
    /// <exception cref="DecryptionFailedException">It is meant for another key, or was changed.</exception>
    public string DecryptToken(string value)
    {
        using var plaintext = new ZeroedBuffer(stackalloc byte[MaxPlaintextLength], MaxPlaintextLength);
        return Encoding.Latin1.GetString(Decrypt(value, plaintext.Span));
    }

    /// <summary>Signs data: RSASSA-PKCS1-v1_5 with SHA-256.</summary>
    /// <param name="data">What to sign; a delegation token in UTF-8, for example.</param>
    public SignedValue Sign(ReadOnlySpan<byte> data) => new(
        _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        data.ToArray());

    /// <summary>
    /// Shows the private key: its PKCS#1 PEM text with CRLF line ends, a string that cannot be zeroed. To store it, wrap it
    /// under a key instead.
    /// </summary>
    public string ExportPrivatePem()
    {
        var pem = ExportPrivatePemBytes();
        try
        {
            return Encoding.ASCII.GetString(pem);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pem);
        }
    }

    /// <summary>The name of the type and the public key's fingerprint: the private key never shows itself.</summary>
    public override string ToString() => $"{nameof(RsaKeyPair)} {PublicKey.Fingerprint}";

    /// <summary>Releases the native objects, which zero the private key.</summary>
    public void Dispose()
    {
        _rsa.Dispose();
        PublicKey.Dispose();
    }

    internal static RsaKeyPair FromPem(ReadOnlySpan<byte> pem)
    {
        var text = GC.AllocateUninitializedArray<char>(pem.Length, pinned: true);
        try
        {
            Encoding.Latin1.GetChars(pem, text);
            return FromPem(text);
        }
        finally
        {
            Array.Clear(text);
        }
    }

    /// <returns>The PEM text in ASCII, which the caller zeroes.</returns>
    internal byte[] ExportPrivatePemBytes()
    {
        var der = _rsa.ExportRSAPrivateKey();
        try
        {
            return Pem.Write(Pem.PrivateKeyLabel, der);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
    }

    /// <returns>The used part of <paramref name="buffer"/>, which has <see cref="MaxPlaintextLength"/> bytes.</returns>
    private ReadOnlySpan<byte> Decrypt(string value, Span<byte> buffer)
    {
        ArgumentNullException.ThrowIfNull(value);
        var ciphertext = RsaValue.Parse(value, KeySize);
        try
        {
            return buffer[.._rsa.Decrypt(ciphertext, buffer, RSAEncryptionPadding.OaepSHA1)];
        }
        catch (CryptographicException)
        {
            // Every failure looks the same, or the padding could be asked byte by byte.
            throw new DecryptionFailedException();
        }
    }

    private int MaxPlaintextLength => KeySize / 8;

    private ReadOnlySpan<byte> DecryptKey(string value, Span<byte> buffer)
    {
        var key = Decrypt(value, buffer);
        return key.Length == Aes256GcmValue.KeyLength
            ? key
            : throw new CryppoFormatException("data", $"a wrapped key of {Aes256GcmValue.KeyLength} bytes was expected");
    }

    private static async Task DisposeWhenMadeAsync(Task<RsaKeyPair> pair)
    {
        using var made = await pair.ConfigureAwait(false);
    }

    private static RsaKeyPair Import(byte[] der)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportRSAPrivateKey(der, out var read);
            return read == der.Length && RsaPublicKey.IsUsable(rsa)
                ? new RsaKeyPair(rsa)
                : throw new CryppoFormatException("PEM", "it holds no usable RSA key");
        }
        catch
        {
            rsa.Dispose();
            throw;
        }
    }
}
