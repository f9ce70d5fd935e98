using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Meeco.Server.Delegations;

/// <summary>The keystore's half of delegations, and the keys of child users (docs/WIRE.md 3).</summary>
internal static class KeyDelegationEndpoints
{
    public static void MapKeyDelegations(this IEndpointRouteBuilder app)
    {
        var keystore = app.MapKeystore().WithTags("Keystore delegation");
        keystore.MapPost("/delegations", CreateAsync)
            .ForDelegates(DelegationRole.Owner)
            .WithSummary("Makes a delegation that somebody can be invited with.");
        keystore.MapGet("/delegations/{delegation_token}", ReadAsync).WithSummary("A delegation, for its two users.");
        keystore.MapPost("/delegations/{delegation_token}/claim", ClaimAsync)
            .NotForDelegates()
            .WithSummary("The delegate takes it up, with his signature.");
        keystore.MapPut("/delegations/{delegation_token}/share", ShareAsync)
            .ForDelegates(DelegationRole.Owner)
            .WithSummary("The owner hands the delegate his KEK.");
        keystore.MapPut("/delegations/{delegation_token}/reencrypt", ReencryptAsync)
            .NotForDelegates()
            .WithSummary("The delegate puts the KEK under his own.");
        keystore.MapDelete("/delegations/{delegation_token}", EndAsync)
            .ForDelegates(DelegationRole.Owner)
            .WithSummary("Ends a delegation, at the vault too.");
        keystore.MapPost("/child_users", StoreChildAsync).NotForDelegates().WithSummary("Takes the keys of a child user.");
    }

    private static async Task<Ok<DelegationResponse>> CreateAsync(
        PostDelegationRequest request,
        KeystoreCaller caller,
        Transactions transactions,
        KeyDelegations delegations,
        DelegationViews views,
        CancellationToken cancel)
    {
        var made = await transactions.WriteAsync(inner => delegations.CreateAsync(caller, request, inner), cancel);
        return TypedResults.Ok(new DelegationResponse { Delegation = views.Body(made, caller) });
    }

    private static async Task<Ok<DelegationResponse>> ReadAsync(
        [FromRoute(Name = "delegation_token")] string token,
        KeystoreCaller caller,
        KeyDelegations delegations,
        DelegationViews views,
        CancellationToken cancel)
    {
        var found = await delegations.FindAsync(caller, token, cancel);
        return TypedResults.Ok(new DelegationResponse { Delegation = views.Body(found, caller) });
    }

    private static async Task<Ok<DelegationResponse>> ClaimAsync(
        [FromRoute(Name = "delegation_token")] string token,
        ClaimDelegationRequest request,
        KeystoreCaller caller,
        Transactions transactions,
        KeyDelegations delegations,
        DelegationViews views,
        CancellationToken cancel)
    {
        var claimed = await transactions.WriteAsync(inner => delegations.ClaimAsync(caller, token, request, inner), cancel);
        return TypedResults.Ok(new DelegationResponse { Delegation = views.Body(claimed, caller) });
    }

    private static async Task<Ok<DelegationResponse>> ShareAsync(
        [FromRoute(Name = "delegation_token")] string token,
        ShareDelegationKekRequest request,
        KeystoreCaller caller,
        Transactions transactions,
        KeyDelegations delegations,
        DelegationViews views,
        CancellationToken cancel)
    {
        var shared = await transactions.WriteAsync(inner => delegations.ShareKekAsync(caller, token, request, inner), cancel);
        return TypedResults.Ok(new DelegationResponse { Delegation = views.Body(shared, caller) });
    }

    private static async Task<NoContent> ReencryptAsync(
        [FromRoute(Name = "delegation_token")] string token,
        ReencryptDelegationKekRequest request,
        KeystoreCaller caller,
        Transactions transactions,
        KeyDelegations delegations,
        CancellationToken cancel)
    {
        await transactions.WriteAsync(inner => delegations.ReencryptAsync(caller, token, request, inner), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> EndAsync(
        [FromRoute(Name = "delegation_token")] string token,
        KeystoreCaller caller,
        MeecoDb db,
        Transactions transactions,
        KeyDelegations delegations,
        DelegationRules rules,
        CancellationToken cancel)
    {
        await transactions.WriteAsync(
            async inner =>
            {
                var found = await delegations.FindAsync(caller, token, inner);
                if (await delegations.SidesAsync(found.TokenHash, inner) is { } sides)
                {
                    var who = found.DelegateKey == caller.UserKey ? sides.Delegate : sides.Granting;
                    await rules.EndAsync(new VaultCaller(who.UserKey, caller.SessionKey), sides.Granting, sides.Delegate, inner);
                }
                else
                {
                    db.Remove(found);
                }
            },
            cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<ChildUserKeysResponse>> StoreChildAsync(
        PostChildUserRequest request,
        KeystoreCaller caller,
        Transactions transactions,
        ChildUsers children,
        DelegationViews views,
        CancellationToken cancel)
    {
        var (delegation, dekId) = await transactions.WriteAsync(inner => children.StoreKeysAsync(caller, request, inner), cancel);
        return TypedResults.Ok(new ChildUserKeysResponse { Delegation = views.Body(delegation, caller), PrivateDekExternalId = dekId });
    }
}
