using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace Meeco;

/// <summary>Reads a secret from a file that only its owner can read, for runs where nobody is there to type it.</summary>
internal static class SecretFile
{
    // A passphrase or an account secret is a line.
    private const int MaxLength = 4096;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the secret; the line break that editors put at the end is no part of it.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <returns>The secret, owned by the caller.</returns>
    /// <exception cref="MeecoException"><c>SecretFileUnreadable</c>; <c>SecretFileNotPrivate</c>, before anything is read.</exception>
    public static SecureString Read(string path)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(MaxLength + 1, pinned: true);
        var text = GC.AllocateUninitializedArray<char>(MaxLength, pinned: true);
        try
        {
            // Without a buffer of its own, which nobody would zero.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & Others) != 0)
            {
                throw ClientErrors.SecretFileNotPrivate(path);
            }

            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var content = length <= MaxLength
                ? bytes.AsSpan(0, length).TrimEnd("\r\n"u8)
                : throw ClientErrors.SecretFileUnreadable(path, "it is longer than a secret");
            return SecretText.From(text.AsSpan(0, StrictUtf8.GetChars(content, text)));
        }
        catch (DecoderFallbackException)
        {
            throw ClientErrors.SecretFileUnreadable(path, "it is not text in UTF-8");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw ClientErrors.SecretFileUnreadable(path, fault.Message);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            Array.Clear(text);
        }
    }
}
