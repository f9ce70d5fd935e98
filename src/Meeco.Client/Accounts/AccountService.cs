using System.Security;

namespace Meeco;

/// <summary>Registration and login: what happens before there is a session.</summary>
internal sealed class AccountService(ClientSettings settings)
{
    /// <summary>Registers a user, or finishes a registration that was interrupted.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="passphrase">The passphrase; must not be empty.</param>
    /// <param name="secret">The account secret of an interrupted registration; null for a new user.</param>
    /// <param name="progress">Told about each step.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>A session of the new user, who must keep the secret that it knows.</returns>
    /// <exception cref="MeecoException"><c>AccountExists</c>: there is nothing to finish.</exception>
    public Task<MeecoSession> RegisterAsync(
        MeecoEnvironment environment,
        SecureString passphrase,
        SecureString? secret,
        IProgress<MeecoProgress>? progress,
        CancellationToken cancel) => throw new NotSupportedException(settings.ToString());

    /// <summary>Logs in.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="passphrase">The passphrase.</param>
    /// <param name="secret">The account secret.</param>
    /// <param name="validFor">How long the session shall live; null for the server's choice.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The session.</returns>
    /// <exception cref="MeecoException">
    /// <c>LoginFailed</c>: name, passphrase or secret is wrong; <c>RateLimited</c>: too many attempts;
    /// <c>AccountIncomplete</c>: the registration was interrupted.
    /// </exception>
    public Task<MeecoSession> ConnectAsync(
        MeecoEnvironment environment,
        SecureString passphrase,
        SecureString secret,
        TimeSpan? validFor,
        CancellationToken cancel) => throw new NotSupportedException(settings.ToString());
}
