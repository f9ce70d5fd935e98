using Meeco.Server.Delegations;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Accounts;

/// <summary>The keystore's tokens that admit its users to the vault (rule 74).</summary>
internal static class AdmissionEndpoints
{
    public static void MapAdmission(this IEndpointRouteBuilder app) =>
        app.MapKeystore().WithTags("Keystore accounts")
            .MapGet("/external_admission_tokens", GiveAsync)
            .NotForDelegates()
            .WithSummary("Gives the caller a token that registers him at the vault, once; an earlier one is void.");

    private static async Task<Ok<ExternalAdmissionTokenResponse>> GiveAsync(
        KeystoreCaller caller,
        MeecoDb db,
        Transactions transactions,
        TimeProvider clock,
        IOptions<ServerOptions> options,
        CancellationToken cancel)
    {
        var token = SessionToken.Create();
        await transactions.WriteAsync(
            async inner =>
            {
                await db.AdmissionTokens.Where(earlier => earlier.KeystoreUserKey == caller.UserKey).ExecuteDeleteAsync(inner);
                db.Add(new AdmissionToken
                {
                    KeystoreUserKey = caller.UserKey,
                    TokenHash = SessionToken.Hash(token),
                    ExpiresAt = clock.GetUtcNow() + options.Value.AdmissionTokenLifetime,
                });
            },
            cancel);
        return TypedResults.Ok(new ExternalAdmissionTokenResponse
        {
            // There is no passphrase store any more; the member is required, so it holds a token that admits nowhere.
            ExternalAdmissionToken = new ExternalAdmissionTokenBody
            {
                VaultApiAdmissionToken = token,
                PassphraseStoreAdmissionToken = SessionToken.Create(),
            },
        });
    }
}
