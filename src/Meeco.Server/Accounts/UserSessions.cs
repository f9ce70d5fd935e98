using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Accounts;

/// <summary>What sessions of keystore and vault have in common: how many a user has, and how they end.</summary>
internal sealed class UserSessions(
    MeecoDb db,
    Transactions transactions,
    Housekeeping housekeeping,
    IOptions<ServerOptions> options)
{
    /// <summary>Makes room for one more session inside the caller's transaction: one too many ends the user's oldest.</summary>
    public async Task MakeRoomAsync<T>(long userKey, CancellationToken cancel)
        where T : class, IUserSession
    {
        await housekeeping.SweepAsync<T>(cancel);
        db.RemoveRange(await db.Set<T>()
            .Where(open => open.UserKey == userKey)
            .OrderByDescending(open => open.Key)
            .Skip(options.Value.MaxSessionsPerUser - 1)
            .ToListAsync(cancel));
    }

    /// <summary>Ends one session: its token is void at once.</summary>
    public Task EndAsync<T>(long sessionKey, CancellationToken cancel)
        where T : class, IUserSession =>
        transactions.WriteAsync(
            inner => db.Set<T>().Where(session => session.Key == sessionKey).ExecuteDeleteAsync(inner),
            cancel);

    /// <summary>Ends the sessions of a user.</summary>
    /// <param name="userKey">The user.</param>
    /// <param name="except">A session that goes on; null for none.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task EndAllAsync<T>(long userKey, long? except, CancellationToken cancel)
        where T : class, IUserSession =>
        transactions.WriteAsync(
            inner => db.Set<T>()
                .Where(session => session.UserKey == userKey && (except == null || session.Key != except))
                .ExecuteDeleteAsync(inner),
            cancel);
}
