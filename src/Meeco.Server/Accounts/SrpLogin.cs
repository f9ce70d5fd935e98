using System.Security.Cryptography;
using System.Text;
using Meeco.Cryptography;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Accounts;

/// <summary>
/// The server's side of a log-in in two requests: a challenge for the client's A, then the check of the client's proof.
/// A user name that nobody has goes the same way with a verifier and salt made up from the name and a key of the
/// server: always the same for that name, after a restart too, and never passed.
/// </summary>
internal sealed class SrpLogin(
    MeecoDb db,
    Transactions transactions,
    LoginThrottle throttle,
    ServerSecrets secrets,
    TimeProvider clock,
    IOptions<ServerOptions> options)
{
    /// <summary>Makes a challenge for a log-in.</summary>
    /// <returns>The salt and the server's B, both in hex.</returns>
    /// <exception cref="RefusedException">422: A is one that RFC 5054 aborts for. 429: too many failures.</exception>
    public async Task<(string Salt, string PublicValue)> ChallengeAsync(string username, string clientValue, CancellationToken cancel)
    {
        Check.Srp(() => SrpServer.RequireClientValue(clientValue), "srp_a");
        var account = await FindAccountAsync(username, cancel);
        var server = new SrpServer(account.Verifier);
        await transactions.WriteAsync(
            async inner =>
            {
                await throttle.RequireOpenAsync(username, inner);
                await MakeRoomAsync(username, inner);
                var now = clock.GetUtcNow();
                db.Add(new SrpChallenge
                {
                    Username = username,
                    ClientPublicHash = HashOf(clientValue),
                    ServerSecret = Convert.FromHexString(server.PrivateValue),
                    CreatedAt = now,
                    ExpiresAt = now + options.Value.ChallengeLifetime,
                });
            },
            cancel);
        return (account.Salt, server.PublicValue);
    }

    /// <summary>Checks a proof; the challenge is gone afterwards, whatever came of it.</summary>
    /// <returns>The user's key and the server's own proof; null when the log-in failed, for whichever reason.</returns>
    /// <exception cref="RefusedException">422: malformed. 429: too many failures.</exception>
    public async Task<(KeystoreUser User, string ServerProof)?> VerifyAsync(
        string username,
        string clientValue,
        string clientProof,
        CancellationToken cancel)
    {
        Check.Srp(() => SrpServer.RequireClientValue(clientValue), "srp_a");
        var account = await FindAccountAsync(username, cancel);

        // Taken in a transaction of its own: the exponentiation that follows must not hold the write lock.
        var challenge = await transactions.WriteAsync(
            async inner =>
            {
                await throttle.CountAsync(username, inner);
                return await TakeChallengeAsync(username, clientValue, inner);
            },
            cancel);
        if (challenge is null)
        {
            return null;
        }

        var server = new SrpServer(account.Verifier, Convert.ToHexStringLower(challenge.ServerSecret));
        string? proof = null;
        Check.Srp(() => proof = server.VerifyClient(clientValue, clientProof), "srp_m");
        return proof is null || account.User is null ? null : (account.User, proof);
    }

    private async Task<Account> FindAccountAsync(string username, CancellationToken cancel)
    {
        // Made up for known names as well, so that both kinds take the same time.
        var salt = MakeUp(username, "salt", 32);
        var verifier = MakeUp(username, "verifier", 256);
        var user = await db.KeystoreUsers.AsNoTracking().SingleOrDefaultAsync(found => found.Username == username, cancel);
        return user is { SrpSalt: { } itsSalt, SrpVerifier: { } itsVerifier }
            ? new Account(user, itsSalt, itsVerifier)
            : new Account(null, salt, verifier);
    }

    private string MakeUp(string username, string purpose, int length)
    {
        var key = HMACSHA256.HashData(secrets[ServerSecrets.FakeChallengeKey], Encoding.UTF8.GetBytes($"{purpose}:{username}"));
        return Convert.ToHexStringLower(HKDF.Expand(HashAlgorithmName.SHA256, key, length));
    }

    private async Task MakeRoomAsync(string username, CancellationToken cancel)
    {
        var surplus = await db.SrpChallenges
            .Where(challenge => challenge.Username == username)
            .OrderByDescending(challenge => challenge.Key)
            .Skip(options.Value.MaxChallengesPerUsername - 1)
            .ToListAsync(cancel);
        db.RemoveRange(surplus);

        // Keys grow by one with every challenge: those too far below the newest are over the limit.
        var newest = await db.SrpChallenges.MaxAsync(challenge => (long?)challenge.Key, cancel) ?? 0;
        var oldest = newest - options.Value.MaxChallenges + 2;
        await db.SrpChallenges.Where(challenge => challenge.Key < oldest).ExecuteDeleteAsync(cancel);
    }

    private async Task<SrpChallenge?> TakeChallengeAsync(string username, string clientValue, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var hash = HashOf(clientValue);
        var found = await db.SrpChallenges
            .Where(challenge => challenge.Username == username && challenge.ClientPublicHash == hash)
            .OrderByDescending(challenge => challenge.Key)
            .ToListAsync(cancel);
        db.RemoveRange(found);
        return found.FirstOrDefault(challenge => challenge.ExpiresAt > now);
    }

    private static byte[] HashOf(string clientValue) => SHA256.HashData(Encoding.UTF8.GetBytes(clientValue));

    private sealed record Account(KeystoreUser? User, string Salt, string Verifier);
}
