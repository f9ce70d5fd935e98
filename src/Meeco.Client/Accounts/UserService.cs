using System.Security;

namespace Meeco;

/// <summary>The user of a session, and the session at the servers.</summary>
internal sealed class UserService(MeecoSession session)
{
    /// <summary>Asks the vault who is calling.</summary>
    /// <param name="cancel">Stops.</param>
    /// <returns>The user.</returns>
    public Task<MeecoUser> GetAsync(CancellationToken cancel) => throw new NotSupportedException(session.ToString());

    /// <summary>The account secret, which the user must keep: nothing can restore it.</summary>
    /// <returns>A copy that the caller owns.</returns>
    public SecureString GetSecret() => throw new NotSupportedException(session.ToString());

    /// <summary>Logs out at vault and keystore, and ends the session whatever they say.</summary>
    /// <param name="cancel">Stops.</param>
    /// <returns>When both answered.</returns>
    public Task LogOutAsync(CancellationToken cancel) => throw new NotSupportedException(session.ToString());

    /// <summary>Ends all other sessions of the user at vault and keystore.</summary>
    /// <param name="cancel">Stops.</param>
    /// <returns>When both answered.</returns>
    public Task LogOutOthersAsync(CancellationToken cancel) => throw new NotSupportedException(session.ToString());
}
