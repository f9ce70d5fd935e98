using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Accounts;

/// <summary>Opens sessions of the keystore.</summary>
internal sealed class KeystoreSessions(MeecoDb db, UserSessions sessions, PublicIds ids, TimeProvider clock)
{
    /// <summary>Opens a session inside the caller's transaction; one too many ends the user's oldest.</summary>
    /// <param name="user">Whose session it is.</param>
    /// <param name="end">When it ends at the latest.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="RefusedException">403: the operator has closed the account.</exception>
    /// <returns>The session with its token, which is not stored and cannot be shown again.</returns>
    public async Task<KeystoreSessionBody> OpenAsync(KeystoreUser user, DateTimeOffset end, CancellationToken cancel)
    {
        if (await db.KeystoreUsers.AnyAsync(found => found.Key == user.Key && found.DisabledAt != null, cancel))
        {
            throw Refuse.UserDisabled();
        }

        await sessions.MakeRoomAsync<KeystoreSession>(user.Key, cancel);
        var token = SessionToken.Create();
        var session = new KeystoreSession
        {
            UserKey = user.Key,
            TokenHash = SessionToken.Hash(token),
            CreatedAt = clock.GetUtcNow(),
            ExpiresAt = end,
        };
        db.Add(session);
        await db.SaveChangesAsync(cancel);
        return new KeystoreSessionBody
        {
            Id = ids.Encode(IdKind.KeystoreSession, session.Key),
            SessionAuthenticationString = token,
            ValidFrom = session.CreatedAt,
            ValidTill = session.ExpiresAt,
            Username = user.Username,
        };
    }
}
