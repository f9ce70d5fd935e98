using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Meeco.Cryptography;

/// <summary>PEM texts as node-forge writes and the published client reads them (docs/FORMATS.md 6).</summary>
internal static class Pem
{
    public const string PrivateKeyLabel = "RSA PRIVATE KEY";
    public const string PublicKeyLabel = "PUBLIC KEY";

    // A private key of 8192 bits, the longest that is read, has some 6,400 characters.
    private const int MaxLength = 8 * 1024;

    /// <param name="pem">The text: the label first, nothing but white space after the end.</param>
    /// <param name="label">The one label that is accepted: the published client looks at the prefix alone.</param>
    /// <param name="read">Gets the DER, which is zeroed afterwards.</param>
    /// <exception cref="CryppoFormatException">The text is malformed or has another label.</exception>
    public static T Read<T>(ReadOnlySpan<char> pem, string label, Func<byte[], T> read)
    {
        if (pem.Length > MaxLength
            || !PemEncoding.TryFind(pem, out var fields)
            || fields.Location.Start.Value != 0
            || !pem[fields.Label].SequenceEqual(label)
            || !pem[fields.Location.End..].IsWhiteSpace())
        {
            throw new CryppoFormatException("PEM", $"it is not one block '{label}'");
        }

        var der = GC.AllocateUninitializedArray<byte>(fields.DecodedDataLength, pinned: true);
        try
        {
            return Convert.TryFromBase64Chars(pem[fields.Base64Data], der, out var length) && length == der.Length
                ? read(der)
                : throw new CryppoFormatException("PEM", "its base64 is wrong");
        }
        catch (CryptographicException)
        {
            throw new CryppoFormatException("PEM", "it holds no usable RSA key");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
    }

    /// <returns>The PEM text in ASCII with CRLF line ends and a final one, byte for byte as node-forge writes it.</returns>
    public static byte[] Write(string label, ReadOnlySpan<byte> der)
    {
        var lines = ArrayPool<char>.Shared.Rent(PemEncoding.GetEncodedSize(label.Length, der.Length));
        try
        {
            PemEncoding.TryWrite(label, der, lines, out var length);
            var text = lines.AsSpan(0, length);
            var target = GC.AllocateUninitializedArray<byte>(length + text.Count('\n') + 2, pinned: true);
            var position = 0;
            foreach (var line in text.EnumerateLines())
            {
                position += Encoding.ASCII.GetBytes(line, target.AsSpan(position));
                target[position++] = (byte)'\r';
                target[position++] = (byte)'\n';
            }

            return target;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(lines, clearArray: true);
        }
    }
}
