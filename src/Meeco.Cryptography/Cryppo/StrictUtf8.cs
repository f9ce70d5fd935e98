using System.Text;
using System.Text.Unicode;

namespace Meeco.Cryptography;

/// <summary>UTF-8 without a byte order mark and without mercy: nothing is replaced, nothing normalised.</summary>
internal static class StrictUtf8
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">The text has a lone surrogate.</exception>
    public static int GetByteCount(ReadOnlySpan<char> text)
    {
        try
        {
            return Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            // The original message would quote a character of what may be a secret.
            throw new ArgumentException("The text has half of a surrogate pair, which no encoding can carry.", nameof(text));
        }
    }

    /// <summary>Encodes text whose length <see cref="GetByteCount"/> has found.</summary>
    public static void GetBytes(ReadOnlySpan<char> text, Span<byte> target) => Strict.GetBytes(text, target);

    /// <returns>The text, or <see langword="null"/> if the bytes are not UTF-8.</returns>
    public static string? TryGetString(ReadOnlySpan<byte> bytes) =>
        // Asked first: a failed decoding would cost an exception, and one that quotes the bytes.
        Utf8.IsValid(bytes) ? Strict.GetString(bytes) : null;
}
