using System.Security;
using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>Registration and login: what happens before there is a session.</summary>
/// <param name="settings">How to talk.</param>
/// <param name="waiting">Told when calls have to wait until there is a session; null if nobody wants to know.</param>
internal sealed class AccountService(ClientSettings settings, Action<CallWait>? waiting = null)
{
    /// <summary>Registers a user, or finishes a registration that was interrupted.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="passphrase">The passphrase; must not be empty.</param>
    /// <param name="secret">The account secret of an interrupted registration; null for a new user.</param>
    /// <param name="progress">Told about each step.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>A session of the new user, who must keep the secret that it knows.</returns>
    /// <exception cref="MeecoException"><c>AccountExists</c>: there is nothing to finish.</exception>
    public async Task<MeecoSession> RegisterAsync(
        MeecoEnvironment environment,
        SecureString passphrase,
        SecureString? secret,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel)
    {
        SecretText.CheckPassphrase(passphrase);
        var apis = Reach(environment);
        AccountSecret? account = null;
        try
        {
            account = secret is not null
                ? Parse(secret)
                : AccountSecret.Generate(await ReserveNameAsync(apis.Keystore, cancel).ConfigureAwait(false));
            var (session, keys) = await new Registration(apis, settings, account, passphrase, progress)
                .RunAsync(cancel).ConfigureAwait(false);
            return await OpenAsync(environment, apis, keys, cancel).ConfigureAwait(false);
        }
        catch
        {
            account?.Dispose();
            apis.Dispose();
            throw;
        }
        finally
        {
            apis.Pacer.Waiting -= waiting;
        }
    }

    /// <summary>Logs in.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="passphrase">The passphrase.</param>
    /// <param name="secret">The account secret.</param>
    /// <param name="validFor">How long the session shall live; null for the server's choice.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The session.</returns>
    /// <exception cref="MeecoException">
    /// <c>LoginFailed</c>: name, passphrase or secret is wrong; <c>RateLimited</c>: too many attempts;
    /// <c>AccountIncomplete</c>: the registration was interrupted; <c>InvalidLifetime</c>.
    /// </exception>
    public async Task<MeecoSession> ConnectAsync(
        MeecoEnvironment environment,
        SecureString passphrase,
        SecureString secret,
        TimeSpan? validFor,
        CancellationToken cancel)
    {
        SecretText.CheckPassphrase(passphrase);
        if (validFor <= TimeSpan.Zero)
        {
            throw ClientErrors.InvalidLifetime();
        }

        var account = Parse(secret);
        var apis = Reach(environment);
        SymmetricKey? passphraseKey = null;
        SymmetricKey? kek = null;
        try
        {
            var session = await KeystoreLogin.LogInAsync(apis.Keystore, account, passphrase, validFor, cancel)
                .ConfigureAwait(false);
            apis.KeystoreToken.Value = session.SessionAuthenticationString;
            passphraseKey = SecretText.Read(passphrase, account.DeriveKey);
            kek = await OpenKekAsync(apis.Keystore, account, passphraseKey, cancel).ConfigureAwait(false);
            await LogInAtVaultAsync(apis, account, kek, validFor, cancel).ConfigureAwait(false);
            var dek = await OpenDekAsync(apis, account, kek, cancel).ConfigureAwait(false);
            var keys = new SessionKeys(account, passphraseKey, kek, dek);
            return await OpenAsync(environment, apis, keys, cancel).ConfigureAwait(false);
        }
        catch
        {
            passphraseKey?.Dispose();
            kek?.Dispose();
            account.Dispose();
            apis.Dispose();
            throw;
        }
        finally
        {
            apis.Pacer.Waiting -= waiting;
        }
    }

    /// <summary>Takes up a session that began earlier, if the servers still know it.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="keys">What keys of it are at hand; owned by the session, and disposed of when there is none.</param>
    /// <param name="kind">Whose session it is.</param>
    /// <param name="userName">The name it shows.</param>
    /// <param name="delegationId">For whom it acts; null for its own user.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The session.</returns>
    /// <exception cref="MeecoException"><c>SavedSessionExpired</c>.</exception>
    public async Task<MeecoSession> ResumeAsync(
        MeecoEnvironment environment,
        SessionTokens tokens,
        SessionKeys keys,
        MeecoSessionKind kind,
        string userName,
        string? delegationId,
        CancellationToken cancel)
    {
        var apis = Reach(environment, delegationId);
        try
        {
            apis.KeystoreToken.Value = tokens.Keystore;
            apis.KeystoreToken.IsAbsent = tokens.Keystore is null;
            apis.VaultToken.Value = tokens.Vault;
            var me = await apis.Users.GetMeAsync(cancel).OrUnauthorized(ClientErrors.SavedSessionExpired)
                .ConfigureAwait(false);
            return new MeecoSession(environment, settings, apis, keys, me.User.Id, userName)
            {
                Kind = kind,
                ActsFor = kind == MeecoSessionKind.Delegate ? me.User.FullName ?? me.User.Id : null,
                ConnectedAt = settings.Time.GetUtcNow(),
                ValidUntil = await SessionEnd.ReadAsync(apis, cancel)
                    .OrUnauthorized(ClientErrors.SavedSessionExpired).ConfigureAwait(false),
            };
        }
        catch
        {
            keys.Dispose();
            apis.Dispose();
            throw;
        }
        finally
        {
            apis.Pacer.Waiting -= waiting;
        }
    }

    private ServerApis Reach(MeecoEnvironment environment, string? delegationId = null)
    {
        var apis = new ServerApis(environment, settings, delegationId);
        apis.Pacer.Waiting += waiting;
        return apis;
    }

    private static async Task<string> ReserveNameAsync(IKeystoreApi keystore, CancellationToken cancel)
    {
        var answer = await keystore.PostSrpUsernameAsync(new PostSrpUsernameRequest(), cancel).ConfigureAwait(false);
        return answer.Username.Length == 0 || answer.Username.Contains('.', StringComparison.Ordinal)
            ? throw ClientErrors.NotTheProtocol("a user name must not be empty or hold a dot.")
            : answer.Username;
    }

    private static async Task<SymmetricKey> OpenKekAsync(
        IKeystoreApi keystore,
        AccountSecret account,
        SymmetricKey passphraseKey,
        CancellationToken cancel)
    {
        var stored = await keystore.GetKekAsync(cancel)
            .OrNotFound(() => ClientErrors.AccountIncomplete(account.Username)).ConfigureAwait(false);
        return Ciphers.Open(
            "The key encryption key", () => passphraseKey.UnwrapKey(stored.KeyEncryptionKey.SerializedKeyEncryptionKey));
    }

    private static async Task LogInAtVaultAsync(
        ServerApis apis,
        AccountSecret account,
        SymmetricKey kek,
        TimeSpan? validFor,
        CancellationToken cancel)
    {
        var stored = await apis.Keystore.GetKeypairByExternalIdAsync(VaultLogin.KeypairName, cancel)
            .OrNotFound(() => ClientErrors.AccountIncomplete(account.Username)).ConfigureAwait(false);
        using var pair = Ciphers.Open(
            "The login key pair", () => kek.UnwrapKeyPair(stored.Keypair.EncryptedSerializedKey));
        try
        {
            apis.VaultToken.Value = await VaultLogin
                .LogInAsync(apis.Users, stored.Keypair.PublicKey, pair, validFor, cancel).ConfigureAwait(false);
        }
        catch (MeecoServerException refused) when (refused.IsUnknownUser())
        {
            throw ClientErrors.AccountIncomplete(account.Username);
        }
    }

    private static async Task<SymmetricKey> OpenDekAsync(
        ServerApis apis,
        AccountSecret account,
        SymmetricKey kek,
        CancellationToken cancel)
    {
        var me = await apis.Users.GetMeAsync(cancel).ConfigureAwait(false);
        var id = me.User.PrivateDekExternalId ?? throw ClientErrors.AccountIncomplete(account.Username);
        var stored = await apis.Keystore.GetDekAsync(id, cancel).ConfigureAwait(false);
        return Ciphers.Open(
            "The data encryption key", () => kek.UnwrapKey(stored.DataEncryptionKey.SerializedDataEncryptionKey));
    }

    private async Task<MeecoSession> OpenAsync(
        MeecoEnvironment environment,
        ServerApis apis,
        SessionKeys keys,
        CancellationToken cancel)
    {
        try
        {
            var me = await apis.Users.GetMeAsync(cancel).ConfigureAwait(false);
            return new MeecoSession(environment, settings, apis, keys, me.User.Id, keys.Secret.Username)
            {
                ConnectedAt = settings.Time.GetUtcNow(),
                ValidUntil = await SessionEnd.ReadAsync(apis, cancel).ConfigureAwait(false),
            };
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    private static AccountSecret Parse(SecureString secret)
    {
        try
        {
            return SecretText.Read(secret, AccountSecret.Parse);
        }
        catch (CryppoFormatException)
        {
            throw ClientErrors.InvalidSecret();
        }
    }
}
