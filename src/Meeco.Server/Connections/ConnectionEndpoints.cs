using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Connections;

/// <summary>Connections (docs/WIRE.md 4.5).</summary>
internal static class ConnectionEndpoints
{
    private const string GrantedToMe = "granted_to_me";
    private const string GrantedToTheOther = "granted_to_the_other_user";

    public static void MapConnections(this IEndpointRouteBuilder app)
    {
        var connections = app.MapVault().MapGroup("/connections").WithTags("Connections");
        connections.MapPost("", CreateAsync).WithSummary("Takes up an invitation.");
        connections.MapGet("", ListAsync).WithPaging().WithSummary("The caller's connections.");
        connections.MapGet("/{id}", GetAsync).WithSummary("One connection, by the id of the caller's side.");
        connections.MapDelete("/{id}", DeleteAsync).WithSummary("Ends a connection and the shares over it.");
    }

    private static Task<ConnectionCreatedResponse> CreateAsync(
        PostConnectionsRequest request,
        VaultCaller caller,
        Transactions transactions,
        InvitationAnswers answers,
        ConnectionViews views,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var made = await answers.ConnectAsync(caller, request, inner);
                return new ConnectionCreatedResponse
                {
                    Connection = views.Body(made.Connected.Own, made.Connected.Other),
                    ConnectionExistedAlready = made.Connected.Existed,
                    CreatedSharesReport = made.Report,
                };
            },
            cancel);

    private static async Task<ConnectionsResponse> ListAsync(
        string? delegation,
        VaultCaller caller,
        PageRequest page,
        MeecoDb db,
        Transactions transactions,
        PublicIds ids,
        ConnectionViews views,
        CancellationToken cancel)
    {
        if (delegation is not (null or "" or GrantedToMe or GrantedToTheOther))
        {
            throw Refuse.BadRequest("delegation", $"delegation is {GrantedToMe} or {GrantedToTheOther}.");
        }

        // The side of who lets the other act for him carries the delegation (rule 62).
        var own = db.Connections.AsNoTracking().Where(side => side.UserKey == caller.UserKey);
        own = delegation switch
        {
            GrantedToMe => own.Where(side => db.Connections.Any(other => other.UserKey == side.OtherUserKey
                && other.OtherUserKey == side.UserKey
                && other.Purpose.Intent == ConnectionIntent.Delegate)),
            GrantedToTheOther => own.Where(side => side.Purpose.Intent == ConnectionIntent.Delegate),
            _ => own,
        };
        return await transactions.ReadAsync(
            async inner =>
            {
                var found = await own.PageAsync(page, inner);
                var users = found.Rows.Select(side => side.OtherUserKey).ToList();
                var others = await db.Connections.AsNoTracking()
                    .Where(side => side.OtherUserKey == caller.UserKey && users.Contains(side.UserKey))
                    .ToDictionaryAsync(side => side.UserKey, inner);
                return new ConnectionsResponse
                {
                    Connections = [.. found.Rows.Select(side => views.Body(side, others[side.OtherUserKey]))],
                    NextPageAfter = found.Next is { } next ? ids.EncodeCursor(next) : null,
                    Meta = page.Meta("connections.created_at", found.Next is not null, found.Count),
                };
            },
            cancel);
    }

    private static async Task<ConnectionResponse> GetAsync(
        string id,
        VaultCaller caller,
        MeecoDb db,
        PublicIds ids,
        ConnectionViews views,
        CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.Connection);
        var sides = from own in db.Connections
                    join other in db.Connections
                        on new { own.UserKey, own.OtherUserKey } equals new { UserKey = other.OtherUserKey, OtherUserKey = other.UserKey }
                    where own.Key == key && own.UserKey == caller.UserKey
                    select new { own, other };
        var found = await sides.AsNoTracking().SingleOrDefaultAsync(cancel) ?? throw Refuse.NotFound("connection");
        return new ConnectionResponse { Connection = views.Body(found.own, found.other) };
    }

    private static async Task<NoContent> DeleteAsync(
        string id,
        VaultCaller caller,
        Transactions transactions,
        ConnectionMaking making,
        CancellationToken cancel)
    {
        await transactions.WriteAsync(inner => making.EndAsync(caller, id, inner), cancel);
        return TypedResults.NoContent();
    }
}
