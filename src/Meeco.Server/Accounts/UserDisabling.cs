using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Accounts;

/// <summary>
/// Closes an account and opens it again. Nobody logs in to a closed one or acts for it, and its tokens are void at once; what
/// it has and what it shared stays as it is, for others have it too (docs/RULES.md 9, disabled-users).
/// </summary>
internal sealed class UserDisabling(MeecoDb db, PublicIds ids, Transactions transactions, EventLog log, TimeProvider clock)
{
    /// <summary>Closes the account. Doing it again changes nothing.</summary>
    /// <exception cref="RefusedException">404: there is no user with this id.</exception>
    public Task<VaultUser> DisableAsync(string id, CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var user = await FindAsync(id, inner);
                var now = clock.GetUtcNow();
                await SetAsync(user, user.DisabledAt ?? now, inner);
                await EndSessionsAsync(user, inner);
                return user;
            },
            cancel);

    /// <summary>Opens the account again; the user logs in anew.</summary>
    /// <exception cref="RefusedException">404: there is no user with this id.</exception>
    public Task<VaultUser> EnableAsync(string id, CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var user = await FindAsync(id, inner);
                await SetAsync(user, null, inner);
                return user;
            },
            cancel);

    private async Task<VaultUser> FindAsync(string id, CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.VaultUser);
        return await db.VaultUsers.Include(user => user.KeystoreUser).SingleOrDefaultAsync(user => user.Key == key, cancel)
            ?? throw Refuse.NotFound("user");
    }

    // One person may have registered several users of the vault; the account is what he logs in to.
    private async Task SetAsync(VaultUser user, DateTimeOffset? disabledAt, CancellationToken cancel)
    {
        user.DisabledAt = disabledAt;
        user.KeystoreUser?.DisabledAt = disabledAt;
        await db.VaultUsers
            .Where(other => user.KeystoreUserKey != null && other.KeystoreUserKey == user.KeystoreUserKey)
            .ExecuteUpdateAsync(set => set.SetProperty(other => other.DisabledAt, disabledAt), cancel);
    }

    private async Task EndSessionsAsync(VaultUser user, CancellationToken cancel)
    {
        var users = await db.VaultUsers
            .Where(other => other.Key == user.Key || (user.KeystoreUserKey != null && other.KeystoreUserKey == user.KeystoreUserKey))
            .Select(other => other.Key)
            .ToListAsync(cancel);

        // Those that he opened as an agent of his organisations, too.
        var sessions = db.VaultSessions.Where(session =>
            users.Contains(session.UserKey) || (session.OpenedByKey != null && users.Contains(session.OpenedByKey.Value)));
        foreach (var session in await sessions.Select(session => new { session.Key, session.UserKey }).ToListAsync(cancel))
        {
            log.Note(new VaultCaller(session.UserKey, session.Key), EventTypes.SessionEnded, new EventSubject { SessionKey = session.Key });
        }

        await sessions.ExecuteDeleteAsync(cancel);
        await db.KeystoreSessions.Where(session => session.UserKey == user.KeystoreUserKey).ExecuteDeleteAsync(cancel);
        await db.AdmissionTokens.Where(token => token.KeystoreUserKey == user.KeystoreUserKey).ExecuteDeleteAsync(cancel);
    }
}
