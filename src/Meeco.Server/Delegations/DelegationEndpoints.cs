using Meeco.Server.Connections;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Delegations;

/// <summary>The vault's half of delegations: the purpose of a connection (docs/WIRE.md 4.9).</summary>
internal static class DelegationEndpoints
{
    public static void MapDelegations(this IEndpointRouteBuilder app)
    {
        var vault = app.MapVault().WithTags("Delegation");
        vault.MapPut("/delegations/{connection_id}", ChangeRoleAsync)
            .ForDelegates(DelegationRole.Owner)
            .WithSummary("Gives the delegate of a connection another role.");
        vault.MapDelete("/delegations/{connection_id}", EndAsync)
            .ForDelegates(DelegationRole.Owner)
            .WithSummary("Makes a delegation a plain connection again.");
        vault.MapPost("/child_users", CreateChildAsync)
            .NotForDelegates()
            .WithSummary("Makes a child user, whose account the caller uses through a delegation.");
    }

    private static Task<ConnectionResponse> ChangeRoleAsync(
        [FromRoute(Name = "connection_id")] string id,
        UpdateDelegationsRequest request,
        VaultCaller caller,
        MeecoDb db,
        Transactions transactions,
        PublicIds ids,
        DelegationRules rules,
        ConnectionViews views,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var role = DelegationRoleViews.Parse(request.DelegationRole)
                    ?? throw Refuse.Invalid("delegation_role", "delegation_role is owner, admin or reader.");
                var (granting, delegateSide) = await FindAsync(id, caller, db, ids, inner);
                if (granting.UserKey != caller.UserKey)
                {
                    throw Refuse.Forbidden(ErrorCodes.Forbidden, "Only the account's owner changes a delegate's role.");
                }

                await rules.ChangeRoleAsync(caller, granting, delegateSide, role, inner);
                return new ConnectionResponse { Connection = views.Body(granting, delegateSide) };
            },
            cancel);

    private static async Task<NoContent> EndAsync(
        [FromRoute(Name = "connection_id")] string id,
        VaultCaller caller,
        MeecoDb db,
        Transactions transactions,
        PublicIds ids,
        DelegationRules rules,
        CancellationToken cancel)
    {
        await transactions.WriteAsync(
            async inner =>
            {
                var (granting, delegateSide) = await FindAsync(id, caller, db, ids, inner);
                await rules.EndAsync(caller, granting, delegateSide, inner);
            },
            cancel);
        return TypedResults.NoContent();
    }

    private static Task<CreateChildUserResponse> CreateChildAsync(
        CreateChildUserParams request,
        VaultCaller caller,
        Transactions transactions,
        ChildUsers children,
        ConnectionViews views,
        PublicIds ids,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var made = await children.CreateAsync(caller, request, inner);
                return new CreateChildUserResponse
                {
                    User = Accounts.VaultUserEndpoints.View(made.User, ids),
                    ConnectionFromParentToChild = views.Body(made.Parent, made.Child),
                };
            },
            cancel);

    // Either user may name the connection, by the id of his side. If each is the other's delegate, his own grant is meant.
    private static async Task<(Connection Granting, Connection Delegate)> FindAsync(
        string id,
        VaultCaller caller,
        MeecoDb db,
        PublicIds ids,
        CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.Connection);
        var own = await db.Connections.SingleOrDefaultAsync(side => side.Key == key && side.UserKey == caller.UserKey, cancel)
            ?? throw Refuse.NotFound("connection");
        var other = await db.Connections.SingleAsync(side => side.UserKey == own.OtherUserKey && side.OtherUserKey == own.UserKey, cancel);
        if (own.Purpose.Intent == ConnectionIntent.Delegate)
        {
            return (own, other);
        }

        return other.Purpose.Intent == ConnectionIntent.Delegate ? (other, own) : throw Refuse.NotFound("delegation");
    }
}
