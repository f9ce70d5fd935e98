using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Accounts;

/// <summary>Sessions of the vault: log-in by public key, log-out (rule 75).</summary>
internal static class VaultSessionEndpoints
{
    public static void MapVaultSessions(this IEndpointRouteBuilder app)
    {
        app.MapOpenVault().WithTags("Vault users")
            .MapPost("/session", LogInAsync)
            .WithSummary("Logs in: gives a token that only the holder of the private key can read.");
        var sessions = app.MapVault().WithTags("Vault users");
        sessions.MapGet("/session", ReadAsync).WithSummary("The caller's session.");
        sessions.MapDelete("/session", EndAsync).WithSummary("Logs out: the token is void at once.");
        sessions.MapDelete("/session/all", EndAllAsync).WithSummary("Ends all sessions of the caller, or all but this one.");
        sessions.MapPost("/session/limited_in_time", LimitAsync).WithSummary("Opens a shorter session from this one.");
    }

    private static async Task<Ok<VaultSessionResponse>> LogInAsync(
        PostSessionRequest request,
        MeecoDb db,
        Transactions transactions,
        VaultSessions sessions,
        TimeProvider clock,
        IOptions<ServerOptions> options,
        CancellationToken cancel)
    {
        using var publicKey = Check.PublicKey(request.PublicKey, "public_key");
        var end = clock.GetUtcNow() + Check.Lifetime(request.ValidFor, "valid_for", options.Value.SessionLifetime);
        var fingerprint = Convert.FromHexString(publicKey.Fingerprint);
        var token = await transactions.WriteAsync(
            async inner =>
            {
                var userKey = await db.VaultUsers
                    .Where(user => user.PublicKeyFingerprint == fingerprint)
                    .Select(user => (long?)user.Key)
                    .SingleOrDefaultAsync(inner) ?? throw new RefusedException(
                        StatusCodes.Status401Unauthorized,
                        ErrorCodes.LoginFailed,
                        "No user is registered with this public key.");
                return await sessions.OpenAsync(userKey, publicKey, end, inner);
            },
            cancel);
        return TypedResults.Ok(Wrap(token));
    }

    private static async Task<Ok<VaultSessionInfoResponse>> ReadAsync(
        VaultCaller caller,
        HttpRequest request,
        MeecoDb db,
        PublicIds ids,
        CancellationToken cancel)
    {
        var end = await db.VaultSessions
            .Where(session => session.Key == caller.SessionKey)
            .Select(session => session.ExpiresAt)
            .SingleAsync(cancel);
        return TypedResults.Ok(new VaultSessionInfoResponse
        {
            UserAccessToken = new UserAccessTokenBody
            {
                Id = ids.Encode(IdKind.VaultSession, caller.SessionKey),

                // The caller's own, as he sent it: the server keeps only its hash.
                Token = SessionToken.Of(request) ?? "",
                ExpireAt = end,
            },
        });
    }

    private static async Task<NoContent> EndAsync(VaultCaller caller, UserSessions sessions, CancellationToken cancel)
    {
        await sessions.EndAsync<VaultSession>(caller.SessionKey, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> EndAllAsync(
        VaultCaller caller,
        [FromQuery(Name = "except_current")] bool? exceptCurrent,
        UserSessions sessions,
        CancellationToken cancel)
    {
        await sessions.EndAllAsync<VaultSession>(caller.UserKey, exceptCurrent == true ? caller.SessionKey : null, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<VaultSessionResponse>> LimitAsync(
        PostVaultSessionLimitedInTimeRequest request,
        VaultCaller caller,
        MeecoDb db,
        Transactions transactions,
        VaultSessions sessions,
        TimeProvider clock,
        IOptions<ServerOptions> options,
        CancellationToken cancel)
    {
        var wanted = clock.GetUtcNow() + Check.Lifetime(request.ValidForSeconds, "valid_for_seconds", options.Value.SessionLifetime);
        var token = await transactions.WriteAsync(
            async inner =>
            {
                var current = await db.VaultSessions
                    .Include(open => open.User)
                    .SingleOrDefaultAsync(open => open.Key == caller.SessionKey, inner) ?? throw Refuse.Unauthorized();
                using var publicKey = Cryptography.RsaPublicKey.FromPem(current.User!.PublicKey);
                var end = wanted < current.ExpiresAt ? wanted : current.ExpiresAt;
                return await sessions.OpenAsync(caller.UserKey, publicKey, end, inner);
            },
            cancel);
        return TypedResults.Ok(Wrap(token));
    }

    private static VaultSessionResponse Wrap(string token) =>
        new() { Session = new VaultSessionBody { EncryptedSessionAuthenticationString = token } };
}
