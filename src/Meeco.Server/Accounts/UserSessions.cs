using System.Linq.Expressions;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Accounts;

/// <summary>What sessions of keystore and vault have in common: how many a user has, and how they end.</summary>
internal sealed class UserSessions(
    MeecoDb db,
    Transactions transactions,
    TimeProvider clock,
    IOptions<ServerOptions> options)
{
    /// <summary>Makes room for one more session inside the caller's transaction: one too many ends the user's oldest.</summary>
    public async Task MakeRoomAsync<T>(long userKey, CancellationToken cancel)
        where T : class, IUserSession
    {
        var now = clock.GetUtcNow();
        db.RemoveRange(await db.Set<T>()
            .Where(open => open.UserKey == userKey && open.ExpiresAt > now)
            .OrderByDescending(open => open.Key)
            .Skip(options.Value.MaxSessionsPerUser - 1)
            .ToListAsync(cancel));
    }

    /// <summary>Ends sessions of a user: their tokens are void at once.</summary>
    /// <param name="userKey">The user.</param>
    /// <param name="which">Which of his.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The keys of the sessions that were open.</returns>
    public Task<List<long>> EndAsync<T>(long userKey, Expression<Func<T, bool>> which, CancellationToken cancel)
        where T : class, IUserSession
    {
        var ended = db.Set<T>().Where(session => session.UserKey == userKey).Where(which);
        return transactions.WriteAsync(
            async inner =>
            {
                var keys = await ended.Select(session => session.Key).ToListAsync(inner);
                await ended.ExecuteDeleteAsync(inner);
                return keys;
            },
            cancel);
    }
}
