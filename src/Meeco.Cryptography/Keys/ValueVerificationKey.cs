using System.Security.Cryptography;
using System.Text;

namespace Meeco.Cryptography;

/// <summary>
/// The 64-byte key of one slot in one share, with which its owner's hash lets every recipient see that the value is the
/// owner's (docs/FORMATS.md 5). A pinned buffer, zeroed on disposal.
/// </summary>
public sealed class ValueVerificationKey : IDisposable
{
    internal const int Length = 64;

    // A zeroed key must not be used: the gate keeps disposal from passing a hash that is under way.
    private readonly Lock _gate = new();
    private readonly byte[] _key = GC.AllocateUninitializedArray<byte>(Length, pinned: true);
    private bool _disposed;

    private ValueVerificationKey()
    {
    }

    /// <summary>Makes a key from random bytes.</summary>
    public static ValueVerificationKey Generate()
    {
        var key = new ValueVerificationKey();
        RandomNumberGenerator.Fill(key._key);
        return key;
    }

    /// <summary>Takes a copy of 64 raw bytes; the caller zeroes his own.</summary>
    /// <param name="raw">The key.</param>
    /// <exception cref="ArgumentException">There are not exactly 64 bytes.</exception>
    public static ValueVerificationKey Import(ReadOnlySpan<byte> raw)
    {
        if (raw.Length != Length)
        {
            throw new ArgumentException($"A verification key has {Length} bytes.", nameof(raw));
        }

        var key = new ValueVerificationKey();
        raw.CopyTo(key._key);
        return key;
    }

    /// <summary>The owner's hash of a value: HMAC-SHA256 over the bytes that JavaScript clients hash.</summary>
    /// <param name="value">The plain value.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public string Hash(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HashAsJavaScript(value, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>
    /// Whether the value is the one that was hashed. The hash of the value's UTF-8 bytes is accepted too, because native
    /// clients may write it. Takes the same time whatever the answer.
    /// </summary>
    /// <param name="value">The plain value.</param>
    /// <param name="hash">64 lower-case hexadecimal digits, as the owner wrote them; anything else is no match.</param>
    public bool Verify(string value, string hash)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(hash);
        var given = Encoding.UTF8.GetBytes(hash);
        Span<byte> computed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HashAsJavaScript(value, computed);
        var asJavaScript = IsHexOf(computed, given);
        HashAsUtf8(value, computed);
        return asJavaScript | IsHexOf(computed, given);
    }

    /// <summary>Zeroes the key. Whatever is asked of it afterwards throws <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            CryptographicOperations.ZeroMemory(_key);
        }
    }

    /// <summary>The name of the type: a key never shows itself.</summary>
    public override string ToString() => nameof(ValueVerificationKey);

    internal void Export(Span<byte> target)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _key.CopyTo(target);
        }
    }

    /// <summary>
    /// The published client hands its hash a JavaScript string, and the library packs four UTF-16 units into a word with
    /// shifts, so that the high byte of a unit falls on its left neighbour (docs/FORMATS.md 5.2).
    /// </summary>
    internal static void FoldUtf16(ReadOnlySpan<char> text, Span<byte> target)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var overlap = i % 4 == 3 || i + 1 == text.Length ? 0 : text[i + 1] >> 8;
            target[i] = unchecked((byte)(text[i] ^ overlap));
        }
    }

    private void HashAsJavaScript(string value, Span<byte> hash)
    {
        using var bytes = new ZeroedBuffer(stackalloc byte[ZeroedBuffer.StackLength], value.Length);
        FoldUtf16(value, bytes.Span);
        ComputeHmac(bytes.Span, hash);
    }

    private void HashAsUtf8(string value, Span<byte> hash)
    {
        using var bytes = new ZeroedBuffer(stackalloc byte[ZeroedBuffer.StackLength], Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, bytes.Span);
        ComputeHmac(bytes.Span, hash);
    }

    private void ComputeHmac(ReadOnlySpan<byte> bytes, Span<byte> hash)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            HMACSHA256.HashData(_key, bytes, hash);
        }
    }

    private static bool IsHexOf(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> hex)
    {
        Span<byte> digits = stackalloc byte[HMACSHA256.HashSizeInBytes * 2];
        Convert.TryToHexStringLower(hash, digits, out _);
        return CryptographicOperations.FixedTimeEquals(digits, hex);
    }
}
