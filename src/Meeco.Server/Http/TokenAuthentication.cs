using System.Security.Claims;
using System.Text.Encodings.Web;
using Meeco.Server.Delegations;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Http;

/// <summary>
/// Finds the session of the request's token. The scheme's name says whose: a vault token is nothing to the keystore,
/// nor the other way round. The header <c>Meeco-Delegation-Id</c> makes the caller act for another user.
/// </summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    MeecoDb db,
    SessionLookup sessions,
    DelegatedAccess delegatedAccess,
    TimeProvider clock) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Vault = "vault";
    public const string Keystore = "keystore";

    // The account's owner for whom the call is made (rule 58).
    private string? Owner => Request.Optional(WireHeaders.DelegationId);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SessionToken.Of(Request) is not { } token)
        {
            return AuthenticateResult.NoResult();
        }

        var hash = SessionToken.Hash(token);
        var found = Scheme.Name == Vault ? await FindVaultAsync(hash) : await FindKeystoreAsync(hash);
        return found
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(Scheme.Name)), Scheme.Name))
            : AuthenticateResult.Fail("The token is unknown or its session has ended.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        ErrorAnswer.WriteAsync(Context, Refuse.Unauthorized());

    private async Task<bool> FindVaultAsync(byte[] hash)
    {
        var caller = await sessions.FindAsync(db, hash, clock.GetUtcNow(), Context.RequestAborted);
        if (caller is not null && Owner is { } owner)
        {
            caller = await delegatedAccess.ActAsync(caller, owner, Context.RequestAborted);
        }

        Context.Features.Set(caller);
        return caller is not null;
    }

    private async Task<bool> FindKeystoreAsync(byte[] hash)
    {
        var now = clock.GetUtcNow();
        var caller = await db.KeystoreSessions
            .Where(session => session.TokenHash == hash && session.ExpiresAt > now)
            .Select(session => new KeystoreCaller(session.UserKey, session.Key))
            .SingleOrDefaultAsync(Context.RequestAborted);
        if (caller is not null && Owner is { } owner)
        {
            caller = await delegatedAccess.ActAsync(caller, owner, Context.RequestAborted);
        }

        Context.Features.Set(caller);
        return caller is not null;
    }
}
