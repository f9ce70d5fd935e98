namespace Meeco.Cryptography;

/// <summary>
/// Where the 32 bytes of an AES-256-GCM key lie, and the algorithm that may use them. Every member is safe to call from
/// several threads, also while another one disposes.
/// </summary>
internal abstract class KeyMaterial : IDisposable
{
    /// <param name="iv">12 bytes that this key never saw before.</param>
    /// <param name="plaintext">What to encrypt.</param>
    /// <param name="sealedData">Room for the ciphertext and the 16 bytes of the tag after it.</param>
    public abstract void Seal(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plaintext, Span<byte> sealedData);

    /// <returns>Whether the tag is right; if not, <paramref name="plaintext"/> holds nothing.</returns>
    public abstract bool TryOpen(
        ReadOnlySpan<byte> iv,
        ReadOnlySpan<byte> ad,
        ReadOnlySpan<byte> sealedData,
        Span<byte> plaintext);

    /// <param name="target">Room for 32 bytes, which the caller zeroes.</param>
    public abstract void Export(Span<byte> target);

    public abstract void Dispose();
}
