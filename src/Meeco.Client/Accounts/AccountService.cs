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
            await using var derived = new PassphraseKeys(account, passphrase);
            return Open(
                environment,
                apis,
                await new Registration(apis, settings, account, derived, progress).RunAsync(cancel).ConfigureAwait(false));
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
        try
        {
            await using var derived = new PassphraseKeys(account, passphrase);
            return Open(
                environment, apis, await new Login(apis, account, derived, validFor).RunAsync(cancel).ConfigureAwait(false));
        }
        catch
        {
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

    private MeecoSession Open(MeecoEnvironment environment, ServerApis apis, OpenedAccount account) =>
        new(environment, settings, apis, account.Keys, account.UserId, account.Keys.Secret.Username)
        {
            ConnectedAt = settings.Time.GetUtcNow(),
            ValidUntil = account.ValidUntil,
        };

    /// <summary>The user name in an account secret, which is no secret: it is how errors name the user.</summary>
    /// <param name="secret">What was given as an account secret.</param>
    /// <returns>The name; null where it is no account secret.</returns>
    public static string? UserNameOf(SecureString secret)
    {
        try
        {
            using var account = SecretText.Read(secret, AccountSecret.Parse);
            return account.Username;
        }
        catch (CryppoFormatException)
        {
            return null;
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
