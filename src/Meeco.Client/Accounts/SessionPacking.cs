using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Meeco.Cryptography;

namespace Meeco;

/// <summary>A session as bytes, and back (docs/SECURITY.md).</summary>
internal static class SessionPacking
{
    /// <summary>What a session consists of, readable.</summary>
    /// <param name="session">The session.</param>
    /// <returns>JSON, which the caller zeroes.</returns>
    public static byte[] Pack(MeecoSession session)
    {
        using var saved = Save(session);
        return JsonSerializer.SerializeToUtf8Bytes(saved, SavedSessionJson.Default.SavedSession);
    }

    /// <summary>What a session consists of, sealed.</summary>
    /// <param name="session">The session.</param>
    /// <param name="passphrase">Must not be empty.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The box.</returns>
    /// <exception cref="MeecoException"><c>EmptyPassphrase</c>.</exception>
    public static async Task<byte[]> SealAsync(MeecoSession session, SecureString passphrase, CancellationToken cancel)
    {
        SecretText.CheckPassphrase(passphrase);
        var plaintext = Pack(session);
        try
        {
            // The derivation takes a while and cannot be interrupted; whoever waits for it can, and so gets a copy of his own.
            var copy = plaintext.ToArray();
            return await Task.Run(
                () =>
                {
                    try
                    {
                        return SecretText.Read(passphrase, text => PassphraseBox.Seal(copy, text));
                    }
                    finally
                    {
                        CryptographicOperations.ZeroMemory(copy);
                    }
                },
                CancellationToken.None).WaitAsync(cancel).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <summary>Opens a box.</summary>
    /// <param name="place">Where it was found, for errors to name.</param>
    /// <param name="box">The box.</param>
    /// <param name="passphrase">What it was sealed with.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>What <see cref="Pack"/> gave; the caller zeroes it.</returns>
    /// <exception cref="MeecoException"><c>SessionFileUnreadable</c>, <c>SessionFileLocked</c>.</exception>
    public static async Task<byte[]> UnsealAsync(string place, byte[] box, SecureString passphrase, CancellationToken cancel)
    {
        try
        {
            return await Task.Run(() => SecretText.Read(passphrase, text => PassphraseBox.Open(box, text)), cancel)
                .WaitAsync(cancel).ConfigureAwait(false);
        }
        catch (DecryptionFailedException)
        {
            throw ClientErrors.SessionFileLocked(place);
        }
        catch (CryppoFormatException fault)
        {
            throw ClientErrors.SessionFileUnreadable(place, fault.Message);
        }
    }

    /// <summary>Takes a session up.</summary>
    /// <param name="place">Where it was found, for errors to name.</param>
    /// <param name="plaintext">What <see cref="Pack"/> gave.</param>
    /// <param name="accounts">Takes it up.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The session.</returns>
    /// <exception cref="MeecoException"><c>SessionFileUnreadable</c>, <c>SavedSessionExpired</c>.</exception>
    public static async Task<MeecoSession> TakeUpAsync(string place, byte[] plaintext, AccountService accounts, CancellationToken cancel)
    {
        using var saved = Read(place, plaintext);
        return await accounts.ResumeAsync(
            new MeecoEnvironment(
                saved.VaultUrl,
                saved.KeystoreUrl,
                saved.VaultSubscriptionKey,
                saved.KeystoreSubscriptionKey,
                saved.AllowInsecure),
            new SessionTokens(saved.KeystoreToken, saved.VaultToken),
            ReadKeys(place, saved),
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

    private static SavedSession Read(string place, byte[] plaintext)
    {
        try
        {
            return JsonSerializer.Deserialize(plaintext, SavedSessionJson.Default.SavedSession)
                ?? throw ClientErrors.SessionFileUnreadable(place, "it is empty");
        }
        catch (JsonException)
        {
            // Its message could quote what is inside.
            throw ClientErrors.SessionFileUnreadable(place, "what it holds is no session");
        }
    }

    private static SessionKeys ReadKeys(string place, SavedSession saved)
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
            throw ClientErrors.SessionFileUnreadable(place, "a key in it is malformed");
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
