using System.Security.Cryptography;

namespace Meeco.Cryptography;

/// <summary>
/// The key of one file and of its thumbnails: the value of the file's slot. It lives while the file is encrypted or read,
/// in a pinned buffer that is zeroed on disposal. Dispose it.
/// </summary>
public sealed class FileKey : EncryptionKey
{
    private const int TextLength = 44;

    private FileKey(ReadOnlySpan<byte> raw)
        : base(new PinnedKeyMaterial(raw))
    {
    }

    /// <summary>Makes a key from random bytes.</summary>
    public static FileKey Generate()
    {
        using var raw = new ZeroedBuffer(stackalloc byte[Aes256GcmValue.KeyLength], Aes256GcmValue.KeyLength);
        RandomNumberGenerator.Fill(raw.Span);
        return new FileKey(raw.Span);
    }

    /// <summary>Reads the decrypted value of a file's slot, in whichever spelling (docs/FORMATS.md 8).</summary>
    /// <param name="value">The decrypted bytes, which the caller zeroes.</param>
    /// <exception cref="CryppoFormatException">It is no key.</exception>
    public static FileKey FromSlotValue(ReadOnlySpan<byte> value)
    {
        // Clients of 2020 encrypt the key as it is.
        if (value.Length == Aes256GcmValue.KeyLength)
        {
            return new FileKey(value);
        }

        using var text = new ZeroedBuffer(stackalloc byte[ZeroedBuffer.StackLength], Aes256GcmValue.KeyLength);
        if (!TryReadText(value, text.Span) && !TryReadLatin1(value, text.Span))
        {
            throw new CryppoFormatException("key", "the slot's value is no key of a file");
        }

        return new FileKey(text.Span);
    }

    /// <summary>
    /// Shows the key as the newest client writes it into the slot: a string that cannot be zeroed, to be encrypted at once.
    /// </summary>
    public string ToSlotValue()
    {
        using var raw = new ZeroedBuffer(stackalloc byte[Aes256GcmValue.KeyLength], Aes256GcmValue.KeyLength);
        Export(raw.Span);
        return CryppoBase64.Encode(raw.Span);
    }

    private static bool TryReadText(ReadOnlySpan<byte> value, Span<byte> key)
    {
        if (value.Length != TextLength)
        {
            return false;
        }

        Span<char> text = stackalloc char[TextLength];
        for (var index = 0; index < TextLength; index++)
        {
            text[index] = (char)value[index];
        }

        var isKey = CryppoBase64.UrlSafeDecodedLength(text) == Aes256GcmValue.KeyLength;
        if (isKey)
        {
            CryppoBase64.Decode(text, key);
        }

        text.Clear();
        return isKey;
    }

    // A key of 2020 that was shared on as text: each of its bytes became a character, and that UTF-8.
    private static bool TryReadLatin1(ReadOnlySpan<byte> value, Span<byte> key)
    {
        var written = 0;
        for (var index = 0; index < value.Length; written++)
        {
            var isShort = value[index] < 0x80;
            var isLong = !isShort && value[index] is 0xC2 or 0xC3 && index + 1 < value.Length && (value[index + 1] & 0xC0) == 0x80;
            if (written == key.Length || !(isShort || isLong))
            {
                return false;
            }

            key[written] = isShort ? value[index] : (byte)(((value[index] & 0x03) << 6) | (value[index + 1] & 0x3F));
            index += isShort ? 1 : 2;
        }

        return written == key.Length;
    }
}
