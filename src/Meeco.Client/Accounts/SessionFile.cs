using System.Security;
using System.Security.Cryptography;

namespace Meeco;

/// <summary>Sessions in files, sealed under a passphrase (docs/SECURITY.md): to sign in without typing, on this machine or another.</summary>
internal static class SessionFile
{
    // Some hundred times what a session needs.
    private const int MaxLength = 1024 * 1024;

    /// <summary>Writes a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="path">The full path of the file.</param>
    /// <param name="passphrase">Seals it; must not be empty.</param>
    /// <param name="overwrite">Whether a file of that name is replaced.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is written.</returns>
    /// <exception cref="MeecoException"><c>EmptyPassphrase</c>, <c>FileExists</c>, <c>FileNotWritten</c>.</exception>
    public static async Task WriteAsync(
        MeecoSession session,
        string path,
        SecureString passphrase,
        bool overwrite,
        CancellationToken cancel)
    {
        var box = await SessionPacking.SealAsync(session, passphrase, cancel).ConfigureAwait(false);
        await PrivateFile.WriteAsync(path, box, overwrite, cancel).ConfigureAwait(false);
    }

    /// <summary>Reads a session and takes it up.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="passphrase">What it was sealed with.</param>
    /// <param name="accounts">Takes it up.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The session.</returns>
    /// <exception cref="MeecoException">
    /// <c>SessionFileUnreadable</c>: there is none, or it is not one; <c>SessionFileLocked</c>: the passphrase is another;
    /// <c>SavedSessionExpired</c>.
    /// </exception>
    public static async Task<MeecoSession> ReadAsync(
        string path,
        SecureString passphrase,
        AccountService accounts,
        CancellationToken cancel)
    {
        SecretText.CheckPassphrase(passphrase);
        var box = await ReadBoundedAsync(path, cancel).ConfigureAwait(false);
        var plaintext = await SessionPacking.UnsealAsync(path, box, passphrase, cancel).ConfigureAwait(false);
        try
        {
            return await SessionPacking.TakeUpAsync(path, plaintext, accounts, cancel).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    private static async Task<byte[]> ReadBoundedAsync(string path, CancellationToken cancel)
    {
        try
        {
            return new FileInfo(path).Length <= MaxLength
                ? await File.ReadAllBytesAsync(path, cancel).ConfigureAwait(false)
                : throw ClientErrors.SessionFileUnreadable(path, "it is too large for a session");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw ClientErrors.SessionFileUnreadable(path, fault.Message);
        }
    }
}
