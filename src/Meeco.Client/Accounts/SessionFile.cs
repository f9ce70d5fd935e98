using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Meeco.Cryptography;

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
        SecretText.CheckPassphrase(passphrase);
        using var saved = Save(session);
        var plaintext = JsonSerializer.SerializeToUtf8Bytes(saved, SavedSessionJson.Default.SavedSession);
        try
        {
            // The derivation takes a while and cannot be interrupted; whoever waits for it can.
            var box = await Task.Run(() => SecretText.Read(passphrase, text => PassphraseBox.Seal(plaintext, text)), cancel)
                .WaitAsync(cancel).ConfigureAwait(false);
            await PrivateFile.WriteAsync(path, box, overwrite, cancel).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
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
        using var saved = await Task.Run(() => Open(path, box, passphrase), cancel).WaitAsync(cancel).ConfigureAwait(false);
        return await accounts.ResumeAsync(
            new MeecoEnvironment(
                saved.VaultUrl,
                saved.KeystoreUrl,
                saved.VaultSubscriptionKey,
                saved.KeystoreSubscriptionKey,
                saved.AllowInsecure),
            new SessionTokens(saved.KeystoreToken, saved.VaultToken),
            ReadKeys(path, saved),
            saved.Kind,
            saved.UserName,
            saved.Kind == MeecoSessionKind.Delegate ? saved.UserId : null,
            cancel).ConfigureAwait(false);
    }

    private static SavedSession Save(MeecoSession session)
    {
        var (apis, keys) = (session.Apis, session.Keys);
        return new SavedSession
        {
            VaultUrl = session.Environment.VaultUrl,
            KeystoreUrl = session.Environment.KeystoreUrl,
            VaultSubscriptionKey = session.Environment.VaultSubscriptionKey,
            KeystoreSubscriptionKey = session.Environment.KeystoreSubscriptionKey,
            AllowInsecure = session.Environment.AllowInsecure,
            Kind = session.Kind,
            UserId = session.UserId,
            UserName = session.UserName,
            KeystoreToken = apis.KeystoreToken.Value,
            VaultToken = apis.VaultToken.Value ?? throw ClientErrors.SessionEnded(),
            Secret = keys.SecretOrNull is { } secret ? Encoding.UTF8.GetBytes(secret.Reveal()) : null,
            PassphraseKey = keys.PassphraseKeyOrNull?.ExportRaw(),
            Kek = keys.KekOrNull?.ExportRaw(),
            Dek = keys.DekOrNull?.ExportRaw(),
            AgentPublicKey = keys.AgentPublicKey,
        };
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

    private static SavedSession Open(string path, byte[] box, SecureString passphrase)
    {
        byte[]? plaintext = null;
        try
        {
            plaintext = SecretText.Read(passphrase, text => PassphraseBox.Open(box, text));
            return JsonSerializer.Deserialize(plaintext, SavedSessionJson.Default.SavedSession)
                ?? throw ClientErrors.SessionFileUnreadable(path, "it is empty");
        }
        catch (DecryptionFailedException)
        {
            throw ClientErrors.SessionFileLocked(path);
        }
        catch (CryppoFormatException fault)
        {
            throw ClientErrors.SessionFileUnreadable(path, fault.Message);
        }
        catch (JsonException)
        {
            // Its message could quote what is inside.
            throw ClientErrors.SessionFileUnreadable(path, "what it holds is no session");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    private static SessionKeys ReadKeys(string path, SavedSession saved)
    {
        AccountSecret? secret = null;
        SymmetricKey? passphraseKey = null;
        SymmetricKey? kek = null;
        try
        {
            secret = saved.Secret is null ? null : ReadSecret(saved.Secret);
            passphraseKey = ReadKey(saved.PassphraseKey);
            kek = ReadKey(saved.Kek);
            return new SessionKeys(secret, passphraseKey, kek, ReadKey(saved.Dek)) { AgentPublicKey = saved.AgentPublicKey };
        }
        catch (Exception fault) when (fault is ArgumentException or CryppoFormatException)
        {
            secret?.Dispose();
            passphraseKey?.Dispose();
            kek?.Dispose();
            throw ClientErrors.SessionFileUnreadable(path, "a key in it is malformed");
        }
    }

    private static AccountSecret ReadSecret(byte[] utf8)
    {
        var text = GC.AllocateUninitializedArray<char>(Encoding.UTF8.GetCharCount(utf8), pinned: true);
        try
        {
            Encoding.UTF8.GetChars(utf8, text);
            return AccountSecret.Parse(text);
        }
        finally
        {
            Array.Clear(text);
        }
    }

    private static SymmetricKey? ReadKey(byte[]? raw) => raw is null ? null : SymmetricKey.Import(raw);
}
