using System.Security.Cryptography;

namespace Meeco.Cryptography;

/// <summary>PBKDF2 over the UTF-8 of a passphrase, which is zeroed again.</summary>
internal static class PassphraseDerivation
{
    /// <exception cref="ArgumentException">The passphrase has half of a surrogate pair.</exception>
    public static void Derive(
        ReadOnlySpan<char> passphrase,
        ReadOnlySpan<byte> salt,
        Span<byte> key,
        int iterations,
        HashAlgorithmName hash)
    {
        using var bytes = new ZeroedBuffer(stackalloc byte[ZeroedBuffer.StackLength], StrictUtf8.GetByteCount(passphrase));
        StrictUtf8.GetBytes(passphrase, bytes.Span);
        Rfc2898DeriveBytes.Pbkdf2(bytes.Span, salt, key, iterations, hash);
    }
}
