using Meeco.Server.Delegations;
using Meeco.Server.Events;
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
        sessions.MapPatch("/session/resume", ResumeAsync).NotForDelegates().WithSummary("Notes that a client took the caller's session up again.");
        sessions.MapDelete("/session", EndAsync).NotForDelegates().WithSummary("Logs out: the token is void at once.");
        sessions.MapDelete("/session/all", EndAllAsync).NotForDelegates().WithSummary("Ends all sessions of the caller, or all but this one.");
        sessions.MapPost("/session/limited_in_time", LimitAsync).NotForDelegates().WithSummary("Opens a shorter session from this one.");
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
        var session = await db.VaultSessions.AsNoTracking().SingleOrDefaultAsync(open => open.Key == caller.SessionKey, cancel)
            ?? throw Refuse.Unauthorized();
        return TypedResults.Ok(new VaultSessionInfoResponse { UserAccessToken = View(session, request, ids) });
    }

    private static Task<Ok<SessionResumeResponse>> ResumeAsync(
        VaultCaller caller,
        HttpRequest request,
        MeecoDb db,
        Transactions transactions,
        EventLog log,
        PublicIds ids,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var session = await db.VaultSessions.AsNoTracking()
                    .Include(open => open.User)
                    .SingleOrDefaultAsync(open => open.Key == caller.SessionKey, inner) ?? throw Refuse.Unauthorized();
                log.Note(
                    new VaultCaller(session.UserKey, session.Key),
                    EventTypes.SessionResumed,
                    new EventSubject { SessionKey = session.Key });
                return TypedResults.Ok(new SessionResumeResponse
                {
                    UserAccessToken = View(session, request, ids),
                    User = VaultUserEndpoints.View(session.User!, ids),
                });
            },
            cancel);

    private static async Task<NoContent> EndAsync(VaultCaller caller, VaultSessions sessions, CancellationToken cancel)
    {
        await sessions.EndAsync(caller, session => session.Key == caller.SessionKey, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> EndAllAsync(
        VaultCaller caller,
        [FromQuery(Name = "except_current")] bool? exceptCurrent,
        VaultSessions sessions,
        CancellationToken cancel)
    {
        await sessions.EndAsync(caller, session => exceptCurrent != true || session.Key != caller.SessionKey, cancel);
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
                return await sessions.OpenAsync(current.UserKey, publicKey, end, current.OpenedByKey, inner);
            },
            cancel);
        return TypedResults.Ok(Wrap(token));
    }

    private static UserAccessTokenBody View(VaultSession session, HttpRequest request, PublicIds ids) => new()
    {
        Id = ids.Encode(IdKind.VaultSession, session.Key),

        // The caller's own, as he sent it: the server keeps only its hash.
        Token = SessionToken.Of(request) ?? "",
        ExpireAt = session.ExpiresAt,
    };

    private static VaultSessionResponse Wrap(string token) =>
        new() { Session = new VaultSessionBody { EncryptedSessionAuthenticationString = token } };
}
