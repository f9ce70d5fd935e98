using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Connections;

/// <summary>Invitations (docs/WIRE.md 4.6).</summary>
internal static class InvitationEndpoints
{
    private static readonly string[] ListedStates = [InvitationStates.New, InvitationStates.Accepted, InvitationStates.Rejected];
    private static readonly string[] AllStates =
        [.. ListedStates, InvitationStates.Connected, InvitationStates.Cancelled, InvitationStates.Expired];

    public static void MapInvitations(this IEndpointRouteBuilder app)
    {
        var invitations = app.MapVault().MapGroup("/invitations").WithTags("Invitations");
        invitations.MapPost("", CreateAsync).WithSummary("Makes an invitation to connect.");
        invitations.MapGet("", ListAsync).WithPaging().WithSummary("The invitations that the caller sent.");
        invitations.MapGet("/{idOrToken}", GetAsync).WithSummary("One invitation: the caller's by id or token, another's by token.");
        invitations.MapDelete("/{idOrToken}", CancelAsync).WithSummary("Takes an invitation back.");
    }

    private static Task<InvitationResponse> CreateAsync(
        PostInvitationsRequest request,
        VaultCaller caller,
        Transactions transactions,
        Invitations invitations,
        InvitationViews views,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var invitation = await invitations.CreateAsync(caller, request, inner);
                return new InvitationResponse { Invitation = views.Body(invitation, caller) };
            },
            cancel);

    private static async Task<InvitationsResponse> ListAsync(
        string? state,
        string? token,
        VaultCaller caller,
        PageRequest page,
        MeecoDb db,
        PublicIds ids,
        Invitations invitations,
        InvitationViews views,
        CancellationToken cancel)
    {
        // Clients of 2020 find the invitation of a token here, whoever sent it.
        var listed = string.IsNullOrEmpty(token)
            ? invitations.InStates(caller, ReadStates(state))
            : db.Invitations.Where(invitation => invitation.Token == token);
        var found = await listed.AsNoTracking().Include(invitation => invitation.Sender).PageAsync(page, cancel);
        return new InvitationsResponse
        {
            Invitations = [.. found.Rows.Select(invitation => views.Body(invitation, caller))],
            NextPageAfter = found.Next is { } next ? ids.EncodeCursor(next) : null,
            Meta = page.Meta("invitations.created_at", found.Next is not null, found.Count),
        };
    }

    private static async Task<InvitationWithShareIntentsResponse> GetAsync(
        string idOrToken,
        VaultCaller caller,
        Invitations invitations,
        InvitationViews views,
        CancellationToken cancel)
    {
        var invitation = await invitations.FindAsync(caller, idOrToken, cancel);
        return new InvitationWithShareIntentsResponse { Invitation = views.Body(invitation, caller) };
    }

    private static async Task<NoContent> CancelAsync(
        string idOrToken,
        VaultCaller caller,
        Transactions transactions,
        Invitations invitations,
        CancellationToken cancel)
    {
        await transactions.WriteAsync(inner => invitations.CancelAsync(caller, idOrToken, inner), cancel);
        return TypedResults.NoContent();
    }

    private static string[] ReadStates(string? state)
    {
        var states = (state ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (Array.Exists(states, text => !AllStates.Contains(text)))
        {
            throw Refuse.BadRequest("state", $"state is one of {string.Join(", ", AllStates)}.");
        }

        return states.Length > 0 ? states : ListedStates;
    }
}
