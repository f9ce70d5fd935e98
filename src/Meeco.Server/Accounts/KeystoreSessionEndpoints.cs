using Meeco.Server.Delegations;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Accounts;

/// <summary>Sessions of the keystore after log-in.</summary>
internal static class KeystoreSessionEndpoints
{
    public static void MapKeystoreSessions(this IEndpointRouteBuilder app)
    {
        var sessions = app.MapKeystore().WithTags("Keystore accounts");
        sessions.MapGet("/session", ReadAsync).WithSummary("How long the caller's session is valid.");
        sessions.MapDelete("/session", EndAsync).NotForDelegates().WithSummary("Logs out: the token is void at once.");
        sessions.MapDelete("/session/all", EndAllAsync).NotForDelegates().WithSummary("Ends all sessions of the caller, or all but this one.");
        sessions.MapPost("/session/limited_in_time", LimitAsync).NotForDelegates().WithSummary("Opens a shorter session from this one.");
    }

    private static async Task<Ok<KeystoreSessionValidity>> ReadAsync(KeystoreCaller caller, MeecoDb db, CancellationToken cancel) =>
        TypedResults.Ok(new KeystoreSessionValidity
        {
            ValidTill = await db.KeystoreSessions
                .Where(session => session.Key == caller.SessionKey)
                .Select(session => (DateTimeOffset?)session.ExpiresAt)
                .SingleOrDefaultAsync(cancel) ?? throw Refuse.Unauthorized(),
        });

    private static async Task<NoContent> EndAsync(KeystoreCaller caller, UserSessions sessions, CancellationToken cancel)
    {
        await sessions.EndAsync<KeystoreSession>(caller.UserKey, session => session.Key == caller.SessionKey, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> EndAllAsync(
        KeystoreCaller caller,
        [FromQuery(Name = "except_current")] bool? exceptCurrent,
        UserSessions sessions,
        CancellationToken cancel)
    {
        await sessions.EndAsync<KeystoreSession>(
            caller.UserKey,
            session => exceptCurrent != true || session.Key != caller.SessionKey,
            cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<KeystoreSessionResponse>> LimitAsync(
        PostSessionLimitedInTimeRequest request,
        KeystoreCaller caller,
        MeecoDb db,
        KeystoreSessions sessions,
        Transactions transactions,
        TimeProvider clock,
        IOptions<ServerOptions> options,
        CancellationToken cancel)
    {
        var wanted = clock.GetUtcNow() + Check.Lifetime(request.ValidFor, "valid_for", options.Value.SessionLifetime);
        var session = await transactions.WriteAsync(
            async inner =>
            {
                var current = await db.KeystoreSessions
                    .Include(open => open.User)
                    .SingleOrDefaultAsync(open => open.Key == caller.SessionKey, inner) ?? throw Refuse.Unauthorized();
                return await sessions.OpenAsync(current.User!, wanted < current.ExpiresAt ? wanted : current.ExpiresAt, inner);
            },
            cancel);
        return TypedResults.Ok(new KeystoreSessionResponse { Session = session });
    }
}
