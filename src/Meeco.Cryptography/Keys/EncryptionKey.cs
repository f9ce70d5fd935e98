using System.Security.Cryptography;
using System.Text;

namespace Meeco.Cryptography;

/// <summary>
/// A 32-byte key for AES-256-GCM, whose values are cryppo strings <c>Aes256Gcm.…</c>. Long-lived ones are
/// <see cref="SymmetricKey"/>, those of a single share <see cref="ShareKey"/>; what they do is the same. Safe for use by
/// several threads.
/// </summary>
public abstract class EncryptionKey : IDisposable
{
    private readonly KeyMaterial _material;

    internal EncryptionKey(KeyMaterial material)
    {
        _material = material;
    }

    /// <summary>Encrypts a text as UTF-8.</summary>
    /// <param name="text">The plaintext.</param>
    /// <returns>The cryppo value; <see langword="null"/> for no text or an empty one, which has no encrypted form.</returns>
    /// <exception cref="ArgumentException">The text has half of a surrogate pair.</exception>
    public string? EncryptText(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        using var plaintext = new ZeroedBuffer(stackalloc byte[ZeroedBuffer.StackLength], StrictUtf8.GetByteCount(text));
        StrictUtf8.GetBytes(text, plaintext.Span);
        return Encrypt(plaintext.Span);
    }

    /// <summary>Encrypts bytes.</summary>
    /// <param name="plaintext">The plaintext.</param>
    /// <returns>The cryppo value; <see langword="null"/> for no bytes, which have no encrypted form.</returns>
    public string? EncryptBytes(ReadOnlySpan<byte> plaintext) => plaintext.IsEmpty ? null : Encrypt(plaintext);

    /// <summary>Decrypts a text that is UTF-8, and nothing else.</summary>
    /// <param name="value">The cryppo value.</param>
    /// <returns>The text; <see langword="null"/> for no value or one without data.</returns>
    /// <exception cref="CryppoFormatException">The value is malformed, or its bytes are not UTF-8.</exception>
    /// <exception cref="DecryptionFailedException">The key is another one, or the value was changed.</exception>
    public string? DecryptText(string? value)
    {
        var result = DecryptTextOrLatin1(value);
        return result is null or { Encoding: TextEncoding.Utf8 }
            ? result?.Text
            : throw new CryppoFormatException("plaintext", "it is not UTF-8");
    }

    /// <summary>Decrypts a text that is UTF-8, or else one of the clients of 2020, read as Latin-1.</summary>
    /// <param name="value">The cryppo value.</param>
    /// <returns>The text and how it was read; <see langword="null"/> for no value or one without data.</returns>
    /// <exception cref="CryppoFormatException">The value is malformed.</exception>
    /// <exception cref="DecryptionFailedException">The key is another one, or the value was changed.</exception>
    public DecryptedText? DecryptTextOrLatin1(string? value)
    {
        if (value is null)
        {
            return null;
        }

        var parsed = Aes256GcmValue.Parse(value);
        if (parsed.DataLength == 0)
        {
            return null;
        }

        using var plaintext = new ZeroedBuffer(stackalloc byte[ZeroedBuffer.StackLength], parsed.DataLength);
        Decrypt(parsed, plaintext.Span);
        return StrictUtf8.TryGetString(plaintext.Span) is { } text
            ? new DecryptedText(text, TextEncoding.Utf8)
            : new DecryptedText(Encoding.Latin1.GetString(plaintext.Span), TextEncoding.Latin1);
    }

    /// <summary>Decrypts bytes.</summary>
    /// <param name="value">The cryppo value.</param>
    /// <returns>The bytes, which the caller zeroes; <see langword="null"/> for no value or one without data.</returns>
    /// <exception cref="CryppoFormatException">The value is malformed.</exception>
    /// <exception cref="DecryptionFailedException">The key is another one, or the value was changed.</exception>
    public byte[]? DecryptBytes(string? value)
    {
        if (value is null)
        {
            return null;
        }

        var parsed = Aes256GcmValue.Parse(value);
        if (parsed.DataLength == 0)
        {
            return null;
        }

        var plaintext = GC.AllocateUninitializedArray<byte>(parsed.DataLength);
        Decrypt(parsed, plaintext);
        return plaintext;
    }

    /// <summary>Encrypts the raw bytes of another key under this one.</summary>
    /// <param name="key">The key to wrap.</param>
    /// <returns>The cryppo value.</returns>
    public string WrapKey(EncryptionKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var raw = new ZeroedBuffer(stackalloc byte[Aes256GcmValue.KeyLength], Aes256GcmValue.KeyLength);
        key.Export(raw.Span);
        return Encrypt(raw.Span);
    }

    /// <summary>Encrypts the raw 64 bytes of a verification key under this one.</summary>
    /// <param name="key">The key to wrap.</param>
    /// <returns>The cryppo value.</returns>
    public string WrapKey(ValueVerificationKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        using var raw = new ZeroedBuffer(stackalloc byte[ValueVerificationKey.Length], ValueVerificationKey.Length);
        key.Export(raw.Span);
        return Encrypt(raw.Span);
    }

    /// <summary>Encrypts the PKCS#1 PEM text of a private key under this one, as Meeco's own clients do.</summary>
    /// <param name="keyPair">The pair whose private key is wrapped.</param>
    /// <returns>The cryppo value.</returns>
    public string WrapKey(RsaKeyPair keyPair)
    {
        ArgumentNullException.ThrowIfNull(keyPair);
        var pem = keyPair.ExportPrivatePemBytes();
        try
        {
            return Encrypt(pem);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pem);
        }
    }

    /// <summary>Opens a wrapped key that is kept for long.</summary>
    /// <param name="value">What <see cref="WrapKey(EncryptionKey)"/> gave.</param>
    /// <exception cref="CryppoFormatException">The value is malformed, or does not hold 32 bytes.</exception>
    /// <exception cref="DecryptionFailedException">The key is another one, or the value was changed.</exception>
    public SymmetricKey UnwrapKey(string value)
    {
        using var raw = new ZeroedBuffer(stackalloc byte[Aes256GcmValue.KeyLength], Aes256GcmValue.KeyLength);
        Unwrap(value, raw.Span);
        return SymmetricKey.Import(raw.Span);
    }

    /// <summary>Opens a wrapped key of a single share.</summary>
    /// <param name="value">What <see cref="WrapKey(EncryptionKey)"/> gave.</param>
    /// <exception cref="CryppoFormatException">The value is malformed, or does not hold 32 bytes.</exception>
    /// <exception cref="DecryptionFailedException">The key is another one, or the value was changed.</exception>
    public ShareKey UnwrapShareKey(string value)
    {
        using var raw = new ZeroedBuffer(stackalloc byte[Aes256GcmValue.KeyLength], Aes256GcmValue.KeyLength);
        Unwrap(value, raw.Span);
        return ShareKey.Import(raw.Span);
    }

    /// <summary>Opens a wrapped verification key.</summary>
    /// <param name="value">What <see cref="WrapKey(ValueVerificationKey)"/> gave.</param>
    /// <exception cref="CryppoFormatException">The value is malformed, or does not hold 64 bytes.</exception>
    /// <exception cref="DecryptionFailedException">The key is another one, or the value was changed.</exception>
    public ValueVerificationKey UnwrapVerificationKey(string value)
    {
        using var raw = new ZeroedBuffer(stackalloc byte[ValueVerificationKey.Length], ValueVerificationKey.Length);
        Unwrap(value, raw.Span);
        return ValueVerificationKey.Import(raw.Span);
    }

    /// <summary>Opens a wrapped private key.</summary>
    /// <param name="value">What <see cref="WrapKey(RsaKeyPair)"/> gave.</param>
    /// <exception cref="CryppoFormatException">The value is malformed, or does not hold a PKCS#1 PEM text.</exception>
    /// <exception cref="DecryptionFailedException">The key is another one, or the value was changed.</exception>
    public RsaKeyPair UnwrapKeyPair(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var parsed = Aes256GcmValue.Parse(value);
        using var pem = new ZeroedBuffer([], parsed.DataLength);
        Decrypt(parsed, pem.Span);
        return RsaKeyPair.FromPem(pem.Span);
    }

    /// <summary>Zeroes the key. Whatever is asked of it afterwards throws <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        _material.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The name of the type: a key never shows itself.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>Encrypts with an IV of the caller's: for vectors alone, because an IV that is used twice betrays both texts.</summary>
    internal string EncryptWithIv(ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> iv)
    {
        var sealedData = GC.AllocateUninitializedArray<byte>(plaintext.Length + Aes256GcmValue.TagLength);
        _material.Seal(iv, plaintext, sealedData);
        return Aes256GcmValue.Write(sealedData, iv);
    }

    internal void Export(Span<byte> target) => _material.Export(target);

    internal void Seal(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plaintext, Span<byte> sealedData) =>
        _material.Seal(iv, plaintext, sealedData);

    internal bool TryOpen(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ad, ReadOnlySpan<byte> sealedData, Span<byte> plaintext) =>
        _material.TryOpen(iv, ad, sealedData, plaintext);

    private string Encrypt(ReadOnlySpan<byte> plaintext)
    {
        Span<byte> iv = stackalloc byte[Aes256GcmValue.IvLength];
        RandomNumberGenerator.Fill(iv);
        return EncryptWithIv(plaintext, iv);
    }

    private void Unwrap(string value, Span<byte> key)
    {
        ArgumentNullException.ThrowIfNull(value);
        var parsed = Aes256GcmValue.Parse(value);
        if (parsed.DataLength != key.Length)
        {
            throw new CryppoFormatException("data", $"a wrapped key of {key.Length} bytes was expected");
        }

        Decrypt(parsed, key);
    }

    private void Decrypt(in Aes256GcmValue value, Span<byte> plaintext)
    {
        var sealedData = GC.AllocateUninitializedArray<byte>(value.DataLength + Aes256GcmValue.TagLength);
        value.CopySealedTo(sealedData);
        if (!_material.TryOpen(value.Iv, value.Ad, sealedData, plaintext))
        {
            throw new DecryptionFailedException();
        }
    }
}
