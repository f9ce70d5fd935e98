using System.Security.Cryptography;
using Meeco.Cryptography;
using Meeco.Server.Http;
using Meeco.Server.Operation.Telemetry;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Accounts;

/// <summary>Registration and log-in at the keystore with SRP (docs/WIRE.md 3, docs/FORMATS.md 4).</summary>
internal static class SrpEndpoints
{
    private const int ValueDigits = 512;
    private const int HashDigits = 64;

    public static void MapSrp(this IEndpointRouteBuilder app)
    {
        var srp = app.MapOpenKeystore().WithTags("Keystore accounts");
        srp.MapPost("/srp/username", GiveUsername).WithSummary("Gives out an unused user name.");
        srp.MapPost("/srp/users", RegisterAsync).WithSummary("Registers a user name with salt and verifier.");
        srp.MapPost("/srp/challenges", ChallengeAsync).WithSummary("Begins a log-in: gives salt and the server's B for the client's A.");
        srp.MapPost("/srp/session", LogInAsync).WithSummary("Ends a log-in: checks the client's proof and opens a session.");
    }

    // Random and not reserved: 64 bits never collide in practice, and a table of promises could be filled by anyone.
    private static Ok<SrpUsernameResponse> GiveUsername(
        PostSrpUsernameRequest? request,
        TimeProvider clock,
        IOptions<ServerOptions> options)
    {
        _ = request;
        return TypedResults.Ok(new SrpUsernameResponse
        {
            Username = RandomNumberGenerator.GetHexString(16, lowercase: true),
            ExpiresAt = clock.GetUtcNow() + options.Value.UsernameLifetime,
        });
    }

    private static async Task<Ok<KeystoreUserResponse>> RegisterAsync(
        PostSrpUsersRequest request,
        MeecoDb db,
        Transactions transactions,
        PublicIds ids,
        TimeProvider clock,
        CancellationToken cancel)
    {
        var username = Username(request.Username);
        var salt = Check.Hex(request.SrpSalt, "srp_salt", HashDigits);
        var verifier = Check.Hex(request.SrpVerifier, "srp_verifier", ValueDigits);
        Check.Srp(() => _ = new SrpServer(verifier), "srp_verifier");
        var user = await transactions.WriteAsync(
            async inner =>
            {
                if (await db.KeystoreUsers.AnyAsync(other => other.Username == username, inner))
                {
                    // The published client goes on to log in when it reads exactly this (docs/WIRE.md 1.5).
                    throw new RefusedException(StatusCodes.Status400BadRequest, ErrorCodes.UsernameTaken, "The user name is taken.");
                }

                var made = new KeystoreUser
                {
                    Username = username,
                    SrpSalt = salt,
                    SrpVerifier = verifier,
                    CreatedAt = clock.GetUtcNow(),
                };
                db.Add(made);
                return made;
            },
            cancel);
        return TypedResults.Ok(new KeystoreUserResponse
        {
            User = new KeystoreUserBody { Id = ids.Encode(IdKind.KeystoreUser, user.Key), Username = user.Username },
        });
    }

    private static async Task<Ok<SrpChallengeResponse>> ChallengeAsync(
        PostSrpChallengesRequest request,
        SrpLogin login,
        CancellationToken cancel)
    {
        var (salt, publicValue) = await login.ChallengeAsync(
            Username(request.Username),
            Check.Hex(request.SrpA, "srp_a", ValueDigits),
            cancel);
        return TypedResults.Ok(new SrpChallengeResponse
        {
            Challenge = new SrpChallengeBody { ChallengeSalt = salt, ChallengeB = publicValue },
        });
    }

    private static async Task<Ok<KeystoreSessionResponse>> LogInAsync(
        PostSrpSessionRequest request,
        SrpLogin login,
        LoginThrottle throttle,
        ServerMetrics metrics,
        KeystoreSessions sessions,
        Transactions transactions,
        TimeProvider clock,
        IOptions<ServerOptions> options,
        CancellationToken cancel)
    {
        var username = Username(request.Username);
        var clientValue = Check.Hex(request.SrpA, "srp_a", ValueDigits);
        var clientProof = Check.Hex(request.SrpM, "srp_m", HashDigits);
        var end = clock.GetUtcNow() + Check.Lifetime(request.ValidFor, "valid_for", options.Value.SessionLifetime);

        if (await login.VerifyAsync(username, clientValue, clientProof, cancel) is not var (user, serverProof))
        {
            metrics.LoginFailed();
            throw new RefusedException(
                StatusCodes.Status401Unauthorized,
                ErrorCodes.LoginFailed,
                "The log-in failed: user name, secret or passphrase is wrong, or the challenge has expired.");
        }

        var session = await transactions.WriteAsync(
            async inner =>
            {
                await throttle.ForgetAsync(username, inner);
                return await sessions.OpenAsync(user, end, inner);
            },
            cancel);
        metrics.LoggedIn();
        return TypedResults.Ok(new KeystoreSessionResponse { Session = session, SrpM2 = serverProof });
    }

    // A dot would end the name inside an account secret (rule 71).
    private static string Username(string? value)
    {
        var name = Check.Text(value, "username", AccountLimits.Username);
        return name.Any(character => character == '.' || char.IsWhiteSpace(character) || char.IsControl(character))
            ? throw Refuse.Invalid("username", "A user name has no dots, spaces or control characters.")
            : name;
    }
}
