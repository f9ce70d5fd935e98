using System.Buffers;
using System.Buffers.Text;

namespace Meeco.Cryptography;

/// <summary>
/// The base64 of cryppo: written URL-safe with padding; read in both alphabets, padding required, the unused last bits
/// zero. JavaScript reads more than that and then sees other bytes than were written (docs/FORMATS.md 1.2).
/// </summary>
internal static class CryppoBase64
{
    private const string UrlAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly SearchValues<char> UrlCharacters = SearchValues.Create(UrlAlphabet);
    private static readonly SearchValues<char> AllCharacters = SearchValues.Create(UrlAlphabet + "+/");

    public static int EncodedLength(int byteCount) => checked((byteCount + 2) / 3 * 4);

    public static string Encode(ReadOnlySpan<byte> bytes) =>
        string.Create(EncodedLength(bytes.Length), bytes, static (target, source) => Encode(source, target));

    /// <summary>Fills <paramref name="target"/>, which has exactly <see cref="EncodedLength"/> characters.</summary>
    public static void Encode(ReadOnlySpan<byte> bytes, Span<char> target)
    {
        // Base64Url would leave out the padding that every reader of cryppo needs.
        Convert.TryToBase64Chars(bytes, target, out _);
        target.Replace('+', '-');
        target.Replace('/', '_');
    }

    /// <summary>The number of bytes that <paramref name="text"/> stands for, or -1 if it is not well-formed.</summary>
    public static int DecodedLength(ReadOnlySpan<char> text) => DecodedLength(text, AllCharacters);

    /// <summary>As <see cref="DecodedLength(ReadOnlySpan{char})"/>, in the URL-safe alphabet alone.</summary>
    public static int UrlSafeDecodedLength(ReadOnlySpan<char> text) => DecodedLength(text, UrlCharacters);

    /// <summary>Decodes text whose length was found by one of the two methods above.</summary>
    public static void Decode(ReadOnlySpan<char> text, Span<byte> target)
    {
        if (!text.ContainsAny('+', '/'))
        {
            Base64Url.DecodeFromChars(text, target);
            return;
        }

        var urlSafe = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            var normalised = urlSafe.AsSpan(0, text.Length);
            text.CopyTo(normalised);
            normalised.Replace('+', '-');
            normalised.Replace('/', '_');
            Base64Url.DecodeFromChars(normalised, target);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(urlSafe);
        }
    }

    private static int DecodedLength(ReadOnlySpan<char> text, SearchValues<char> alphabet)
    {
        var digits = text.EndsWith("==") ? text[..^2] : text.EndsWith('=') ? text[..^1] : text;
        if (text.Length % 4 != 0 || digits.ContainsAnyExcept(alphabet))
        {
            return -1;
        }

        var padding = text.Length - digits.Length;
        var unusedBits = padding switch { 1 => 0b11, 2 => 0b1111, _ => 0 };
        return padding != 0 && (ValueOf(digits[^1]) & unusedBits) != 0 ? -1 : (text.Length / 4 * 3) - padding;
    }

    private static int ValueOf(char digit) => digit switch
    {
        '+' => 62,
        '/' => 63,
        _ => UrlAlphabet.IndexOf(digit, StringComparison.Ordinal),
    };
}
