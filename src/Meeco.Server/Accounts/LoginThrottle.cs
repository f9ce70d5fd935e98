using Meeco.Server.Http;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Accounts;

/// <summary>
/// Counts log-ins per user name, known or not, and closes the name for the rest of the window after too many. An attempt
/// counts before it is checked and all are forgotten with a success, so attempts sent at once cannot outrun the count.
/// It is kept in the database, so it holds across instances and restarts.
/// </summary>
internal sealed class LoginThrottle(MeecoDb db, Housekeeping housekeeping, TimeProvider clock, IOptions<ServerOptions> options)
{
    /// <exception cref="RefusedException">429: the name is closed; tells when it opens.</exception>
    public async Task RequireOpenAsync(string username, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var attempt = await FindAsync(username, cancel);
        if (attempt is not null && attempt.Failures >= options.Value.MaxLoginAttempts && attempt.ExpiresAt > now)
        {
            throw Refuse.RateLimited(attempt.ExpiresAt - now);
        }
    }

    /// <summary>Counts one attempt, inside the caller's transaction.</summary>
    /// <exception cref="RefusedException">429: the name is closed; nothing is counted.</exception>
    public async Task CountAsync(string username, CancellationToken cancel)
    {
        await housekeeping.SweepAsync<LoginAttempt>(cancel);
        await RequireOpenAsync(username, cancel);
        var now = clock.GetUtcNow();
        var attempt = await FindAsync(username, cancel);
        if (attempt is null)
        {
            attempt = new LoginAttempt { Username = username, Failures = 0, ExpiresAt = now + options.Value.LoginAttemptWindow };
            db.Add(attempt);
        }
        else if (attempt.ExpiresAt <= now)
        {
            attempt.Failures = 0;
            attempt.ExpiresAt = now + options.Value.LoginAttemptWindow;
        }

        attempt.Failures++;
    }

    /// <summary>The user logged in: what was counted is void.</summary>
    public async Task ForgetAsync(string username, CancellationToken cancel)
    {
        if (await FindAsync(username, cancel) is { } attempt)
        {
            db.Remove(attempt);
        }
    }

    private Task<LoginAttempt?> FindAsync(string username, CancellationToken cancel) =>
        db.LoginAttempts.SingleOrDefaultAsync(attempt => attempt.Username == username, cancel);
}
