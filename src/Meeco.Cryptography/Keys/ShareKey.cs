using System.Security.Cryptography;

namespace Meeco.Cryptography;

/// <summary>
/// The DEK of a single share, which lives only while its values are encrypted or read: a pinned buffer, zeroed on
/// disposal, without the cost of guarded memory. Dispose it.
/// </summary>
public sealed class ShareKey : EncryptionKey
{
    private ShareKey(ReadOnlySpan<byte> raw)
        : base(new PinnedKeyMaterial(raw))
    {
    }

    /// <summary>Makes a key from random bytes.</summary>
    public static ShareKey Generate()
    {
        using var raw = new ZeroedBuffer(stackalloc byte[Aes256GcmValue.KeyLength], Aes256GcmValue.KeyLength);
        RandomNumberGenerator.Fill(raw.Span);
        return new ShareKey(raw.Span);
    }

    /// <summary>Takes a copy of 32 raw bytes; the caller zeroes his own.</summary>
    /// <param name="raw">The key.</param>
    /// <exception cref="ArgumentException">There are not exactly 32 bytes.</exception>
    public static ShareKey Import(ReadOnlySpan<byte> raw) => raw.Length == Aes256GcmValue.KeyLength
        ? new ShareKey(raw)
        : throw new ArgumentException($"A key has {Aes256GcmValue.KeyLength} bytes.", nameof(raw));
}
