using Meeco.Server.Connections;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Delegations;

/// <summary>Invitations that make an existing connection a delegation (docs/WIRE.md 4.9).</summary>
internal static class DelegationInvitationEndpoints
{
    public static void MapDelegationInvitations(this IEndpointRouteBuilder app)
    {
        var invitations = app.MapVault().MapGroup("/delegation_invitations").WithTags("Delegation");
        invitations.MapPost("", CreateAsync).ForDelegates(DelegationRole.Owner).WithSummary("Invites a connected user to become a delegate.");
        invitations.MapGet("/incoming", ListIncomingAsync).WithPaging().WithSummary("The invitations that were sent to the caller.");
        invitations.MapGet("/outgoing", ListOutgoingAsync).WithPaging().WithSummary("The invitations that the caller made.");
        invitations.MapGet("/{id}", GetAsync).WithSummary("One invitation, for either of its users.");
        invitations.MapPut("/{id}/accept", AcceptAsync).NotForDelegates().WithSummary("Becomes the delegate.");
        invitations.MapDelete("/{id}/reject", RejectAsync).ForDelegates(DelegationRole.Owner).WithSummary("Declines.");
        invitations.MapDelete("/{id}", DeleteAsync).ForDelegates(DelegationRole.Owner).WithSummary("Takes an invitation back.");
    }

    private static async Task<Created<DelegationInvitationResponse>> CreateAsync(
        PostDelegationInvitationsRequest request,
        VaultCaller caller,
        Transactions transactions,
        DelegationInvitations invitations,
        DelegationViews views,
        CancellationToken cancel)
    {
        var made = await transactions.WriteAsync(inner => invitations.CreateAsync(caller, request, inner), cancel);
        return TypedResults.Created((string?)null, new DelegationInvitationResponse { DelegationInvitation = views.Body(made, caller) });
    }

    private static Task<DelegationInvitationsResponse> ListIncomingAsync(
        VaultCaller caller,
        PageRequest page,
        MeecoDb db,
        PublicIds ids,
        DelegationViews views,
        CancellationToken cancel) =>
        ListAsync(db.DelegationInvitations.Where(invitation => invitation.InvitedUserKey == caller.UserKey), caller, page, ids, views, cancel);

    private static Task<DelegationInvitationsResponse> ListOutgoingAsync(
        VaultCaller caller,
        PageRequest page,
        MeecoDb db,
        PublicIds ids,
        DelegationViews views,
        CancellationToken cancel) =>
        ListAsync(db.DelegationInvitations.Where(invitation => invitation.InvitingUserKey == caller.UserKey), caller, page, ids, views, cancel);

    private static async Task<DelegationInvitationsResponse> ListAsync(
        IQueryable<DelegationInvitation> invitations,
        VaultCaller caller,
        PageRequest page,
        PublicIds ids,
        DelegationViews views,
        CancellationToken cancel)
    {
        var found = await invitations.AsNoTracking().PageAsync(page, cancel);
        return new DelegationInvitationsResponse
        {
            DelegationInvitations = [.. found.Rows.Select(invitation => views.Body(invitation, caller))],
            NextPageAfter = found.Next is { } next ? ids.EncodeCursor(next) : null,
            Meta = page.Meta("delegation_invitations.created_at", found.Next is not null, found.Count),
        };
    }

    private static async Task<DelegationInvitationResponse> GetAsync(
        string id,
        VaultCaller caller,
        DelegationInvitations invitations,
        DelegationViews views,
        CancellationToken cancel) =>
        new() { DelegationInvitation = views.Body(await invitations.FindAsync(caller, id, cancel), caller) };

    private static Task<ConnectionResponse> AcceptAsync(
        string id,
        VaultCaller caller,
        Transactions transactions,
        DelegationInvitations invitations,
        ConnectionViews views,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var (own, other) = await invitations.AcceptAsync(caller, id, inner);
                return new ConnectionResponse { Connection = views.Body(own, other) };
            },
            cancel);

    private static async Task<NoContent> RejectAsync(
        string id,
        VaultCaller caller,
        Transactions transactions,
        DelegationInvitations invitations,
        CancellationToken cancel)
    {
        await transactions.WriteAsync(inner => invitations.RejectAsync(caller, id, inner), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> DeleteAsync(
        string id,
        VaultCaller caller,
        Transactions transactions,
        DelegationInvitations invitations,
        CancellationToken cancel)
    {
        await transactions.WriteAsync(inner => invitations.DeleteAsync(caller, id, inner), cancel);
        return TypedResults.NoContent();
    }
}
