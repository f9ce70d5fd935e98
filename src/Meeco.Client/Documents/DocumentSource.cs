using System.Security.Cryptography;
using System.Text;

namespace Meeco;

/// <summary>Reads the text of a document for as long as it is needed: it may hold secrets.</summary>
internal static class DocumentSource
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the documents of a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The documents.</returns>
    /// <exception cref="MeecoException"><c>FileNotReadable</c>, <c>DocumentInvalid</c>, <c>DocumentTooLarge</c>.</exception>
    public static async Task<IReadOnlyList<YamlNode>> ReadFileAsync(string path, CancellationToken cancel)
    {
        var bytes = await ReadBytesAsync(path, cancel).ConfigureAwait(false);
        try
        {
            return Read(path, bytes.Span);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes.Span);
        }
    }

    /// <summary>Reads the documents of a text.</summary>
    /// <param name="source">What errors call it.</param>
    /// <param name="text">The text.</param>
    /// <returns>The documents.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>, <c>DocumentTooLarge</c>.</exception>
    public static IReadOnlyList<YamlNode> ReadText(string source, string text)
    {
        var copy = GC.AllocateUninitializedArray<char>(text.Length, pinned: true);
        text.CopyTo(copy);
        return ReadOwned(source, copy);
    }

    private static IReadOnlyList<YamlNode> Read(string path, ReadOnlySpan<byte> bytes)
    {
        // A redirection by Windows PowerShell writes UTF-16 with a mark.
        var (encoding, mark) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
            [0xFF, 0xFE, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), 2),
            [0xFE, 0xFF, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), 2),
            _ => (Utf8, 0),
        };
        try
        {
            var text = GC.AllocateUninitializedArray<char>(encoding.GetCharCount(bytes[mark..]), pinned: true);
            encoding.GetChars(bytes[mark..], text);
            return ReadOwned(path, text);
        }
        catch (DecoderFallbackException)
        {
            throw DocumentErrors.NotText(path);
        }
    }

    private static IReadOnlyList<YamlNode> ReadOwned(string source, char[] text)
    {
        try
        {
            var documents = YamlReader.Read(source, text);
            return documents.Count > 0 ? documents : throw DocumentErrors.Empty(source);
        }
        finally
        {
            Array.Clear(text);
        }
    }

    // Bounded whatever the length says: a path may name a device.
    private static async Task<Memory<byte>> ReadBytesAsync(string path, CancellationToken cancel)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, useAsync: true);
            await using (file.ConfigureAwait(false))
            {
                var room = file.CanSeek ? Math.Min(file.Length, YamlReader.MaxLength) + 1 : YamlReader.MaxLength + 1;
                var bytes = GC.AllocateUninitializedArray<byte>((int)room, pinned: true);
                var count = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
                if (count > YamlReader.MaxLength)
                {
                    throw DocumentErrors.TooLong(path, YamlReader.MaxLength);
                }

                return bytes.AsMemory(0, count);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw DocumentErrors.FileNotReadable(path, fault.Message);
        }
    }
}
