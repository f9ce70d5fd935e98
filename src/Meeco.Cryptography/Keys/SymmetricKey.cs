using System.Security.Cryptography;

namespace Meeco.Cryptography;

/// <summary>
/// A long-lived key: the passphrase-derived key, the KEK, a DEK. It lies in guarded memory where the processor has AES
/// instructions, else in a pinned, zeroed buffer, and leaves it only through <see cref="Serialize"/>, <see cref="ExportRaw"/> or wrapped under
/// another key. Dispose it.
/// </summary>
public sealed class SymmetricKey : EncryptionKey
{
    private SymmetricKey(KeyMaterial material)
        : base(material)
    {
    }

    /// <summary>Makes a key from random bytes.</summary>
    public static SymmetricKey Generate()
    {
        using var raw = new ZeroedBuffer(stackalloc byte[Aes256GcmValue.KeyLength], Aes256GcmValue.KeyLength);
        RandomNumberGenerator.Fill(raw.Span);
        return Import(raw.Span);
    }

    /// <summary>Takes a copy of 32 raw bytes; the caller zeroes his own.</summary>
    /// <param name="raw">The key.</param>
    /// <exception cref="ArgumentException">There are not exactly 32 bytes.</exception>
    public static SymmetricKey Import(ReadOnlySpan<byte> raw) => Import(raw, GuardedKeyMaterial.IsSupported);

    /// <summary>Reads the URL-safe base64 form, with its padding, that Meeco's clients print.</summary>
    /// <param name="serialized">44 characters.</param>
    /// <exception cref="CryppoFormatException">It is not the base64 of 32 bytes.</exception>
    public static SymmetricKey FromSerialized(ReadOnlySpan<char> serialized)
    {
        // Only the URL-safe alphabet: the published client refuses the other for keys (docs/FORMATS.md 2).
        if (CryppoBase64.UrlSafeDecodedLength(serialized) != Aes256GcmValue.KeyLength)
        {
            throw new CryppoFormatException("key", "it is not the URL-safe base64 of 32 bytes");
        }

        using var raw = new ZeroedBuffer(stackalloc byte[Aes256GcmValue.KeyLength], Aes256GcmValue.KeyLength);
        CryppoBase64.Decode(serialized, raw.Span);
        return Import(raw.Span);
    }

    /// <summary>
    /// Shows the key: its URL-safe base64 form, a string that cannot be zeroed. For export at the user's own demand.
    /// </summary>
    public string Serialize()
    {
        using var raw = new ZeroedBuffer(stackalloc byte[Aes256GcmValue.KeyLength], Aes256GcmValue.KeyLength);
        Export(raw.Span);
        return CryppoBase64.Encode(raw.Span);
    }

    /// <summary>Gives the raw 32 bytes, which the caller zeroes. For export at the user's own demand.</summary>
    public byte[] ExportRaw()
    {
        var raw = GC.AllocateUninitializedArray<byte>(Aes256GcmValue.KeyLength, pinned: true);
        Export(raw);
        return raw;
    }

    internal static SymmetricKey Import(ReadOnlySpan<byte> raw, bool guarded)
    {
        if (raw.Length != Aes256GcmValue.KeyLength)
        {
            throw new ArgumentException($"A key has {Aes256GcmValue.KeyLength} bytes.", nameof(raw));
        }

        return new SymmetricKey(guarded ? new GuardedKeyMaterial(raw) : new PinnedKeyMaterial(raw));
    }
}
