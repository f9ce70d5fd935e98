using Meeco.Server.Http;
using Meeco.Server.Operation.Telemetry;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Accounts;

/// <summary>
/// Counts log-ins per user name, known or not, and per address they come from, and closes either for the rest of the window
/// after too many. An attempt counts before it is checked, so attempts sent at once cannot outrun the count. With a success
/// all of the name's are forgotten, and of the address's only the one: who has an account must not clear his address for
/// guesses at other names. It is kept in the database, so it holds across instances and restarts.
/// </summary>
internal sealed class LoginThrottle(
    MeecoDb db,
    IHttpContextAccessor accessor,
    ServerMetrics metrics,
    TimeProvider clock,
    IOptions<ServerOptions> options)
{
    /// <summary>What callers from elsewhere may fail in a window when the operator says nothing.</summary>
    private const int FromElsewhere = 100;

    /// <exception cref="RefusedException">429: the name or the address is closed; tells when it opens.</exception>
    public async Task RequireOpenAsync(string username, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var limit in LimitsOf(username))
        {
            if (await FindAsync(limit.Subject, cancel) is { } attempt && attempt.Failures >= limit.Most && attempt.ExpiresAt > now)
            {
                metrics.LoginRefused();
                throw Refuse.RateLimited(attempt.ExpiresAt - now);
            }
        }
    }

    /// <summary>Counts one attempt, inside the caller's transaction.</summary>
    /// <exception cref="RefusedException">429: the name or the address is closed; nothing is counted.</exception>
    public async Task CountAsync(string username, CancellationToken cancel)
    {
        await RequireOpenAsync(username, cancel);
        foreach (var limit in LimitsOf(username))
        {
            await CountSubjectAsync(limit.Subject, cancel);
        }
    }

    /// <summary>The user logged in: what was counted for his name is void.</summary>
    public async Task ForgetAsync(string username, CancellationToken cancel)
    {
        if (await FindAsync(username, cancel) is { } attempt)
        {
            db.Remove(attempt);
        }

        if (AddressLimit() is { } address && await FindAsync(address.Subject, cancel) is { Failures: > 0 } counted)
        {
            counted.Failures--;
        }
    }

    private async Task CountSubjectAsync(string subject, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var attempt = await FindAsync(subject, cancel);
        if (attempt is null)
        {
            attempt = new LoginAttempt { Username = subject, Failures = 0, ExpiresAt = now + options.Value.LoginAttemptWindow };
            db.Add(attempt);
        }
        else if (attempt.ExpiresAt <= now)
        {
            attempt.Failures = 0;
            attempt.ExpiresAt = now + options.Value.LoginAttemptWindow;
        }

        attempt.Failures++;
    }

    private IEnumerable<Limit> LimitsOf(string username)
    {
        yield return new Limit(username, options.Value.MaxLoginAttempts);
        if (AddressLimit() is { } address)
        {
            yield return address;
        }
    }

    private Limit? AddressLimit()
    {
        var context = accessor.HttpContext!;
        var most = options.Value.MaxLoginAttemptsPerAddress ?? (CallerAddress.IsLocal(context) ? 0 : FromElsewhere);

        // No user name has a space, so none is taken for an address.
        return most > 0 && CallerAddress.NetworkOf(context) is { } address ? new Limit($"address {address}", most) : null;
    }

    private Task<LoginAttempt?> FindAsync(string subject, CancellationToken cancel) =>
        db.LoginAttempts.SingleOrDefaultAsync(attempt => attempt.Username == subject, cancel);

    private readonly record struct Limit(string Subject, int Most);
}
