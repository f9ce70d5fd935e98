using System.Security;

namespace Meeco;

/// <summary>The user of a session, and the session at the servers.</summary>
internal sealed class UserService(MeecoSession session)
{
    /// <summary>Asks the vault who is calling.</summary>
    /// <param name="cancel">Stops.</param>
    /// <returns>The user.</returns>
    public async Task<MeecoUser> GetAsync(CancellationToken cancel)
    {
        var me = await session.Apis.Users.GetMeAsync(cancel).ConfigureAwait(false);
        return new MeecoUser
        {
            Id = me.User.Id,
            UserName = session.UserName,
            FullName = me.User.FullName,
            Email = string.IsNullOrEmpty(me.User.Email) ? null : me.User.Email,
            Country = me.User.Country,
            JoinedAt = me.User.JoinedAt,
        };
    }

    /// <summary>The account secret, which the user must keep: nothing can restore it.</summary>
    /// <returns>A copy that the caller owns.</returns>
    public SecureString GetSecret() => SecretText.From(session.Keys.Secret.Reveal());

    /// <summary>Asks both servers how long the session lives; one that they have ended is expired afterwards.</summary>
    /// <param name="cancel">Stops.</param>
    /// <returns>When <see cref="MeecoSession.ValidUntil"/> is what they say.</returns>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        try
        {
            session.ValidUntil = await SessionEnd.ReadAsync(session.Apis, cancel).ConfigureAwait(false);
        }
        catch (MeecoServerException refused) when (refused.Category == MeecoErrorCategory.Authentication)
        {
            var now = session.Settings.Time.GetUtcNow();
            session.ValidUntil = session.ValidUntil < now ? session.ValidUntil : now;
        }
    }

    /// <summary>Logs out at vault and keystore, and ends the session whatever they say.</summary>
    /// <param name="cancel">Stops.</param>
    /// <returns>When both answered.</returns>
    public async Task LogOutAsync(CancellationToken cancel)
    {
        var apis = session.Apis;
        if (session.Kind == MeecoSessionKind.Delegate)
        {
            // Its tokens are those of the delegate's own session, which goes on.
            session.Dispose();
            return;
        }

        try
        {
            // Both are tried, even if the first refuses; an agent has no session at the keystore.
            await Task.WhenAll(
                apis.Users.DeleteSessionAsync(cancel),
                apis.KeystoreToken.IsAbsent ? Task.CompletedTask : apis.Keystore.DeleteSessionAsync(cancel))
                .ConfigureAwait(false);
        }
        catch (MeecoServerException refused) when (refused.Category == MeecoErrorCategory.Authentication)
        {
            // The session had run out: that is what was wanted.
        }
        finally
        {
            session.Dispose();
        }
    }

    /// <summary>Ends all other sessions of the user at vault and keystore.</summary>
    /// <param name="cancel">Stops.</param>
    /// <returns>When both answered.</returns>
    public Task LogOutOthersAsync(CancellationToken cancel) => Task.WhenAll(
        session.Apis.Users.DeleteAllSessionsAsync("true", cancel),
        session.Apis.KeystoreToken.IsAbsent
            ? Task.CompletedTask
            : session.Apis.Keystore.DeleteAllSessionsAsync("true", cancel));
}
