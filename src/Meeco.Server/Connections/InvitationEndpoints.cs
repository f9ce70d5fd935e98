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
        invitations.MapDelete("/{idOrToken}", DeleteAsync).WithSummary("Takes an invitation back.");
        invitations.MapPost("/{token}/accept", AcceptAsync).WithSummary("Accepts an invitation of the multistep workflow.");
        invitations.MapDelete("/{token}/reject", RejectAsync).WithSummary("Rejects an invitation.");
        invitations.MapPost("/{id}/confirm", ConfirmAsync).WithSummary("Confirms an accepted invitation: the two users are connected.");
        invitations.MapDelete("/{id}/cancel", CancelAsync).WithSummary("Takes an invitation back, also when it was accepted.");
    }

    private static Task<InvitationResponse> CreateAsync(
        PostInvitationsRequest request,
        VaultCaller caller,
        Transactions transactions,
        Invitations invitations,
        InvitationViews views,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner => new InvitationResponse
            {
                Invitation = views.Body(await invitations.CreateAsync(caller, request, inner), caller),
            },
            cancel);

    private static async Task<InvitationsResponse> ListAsync(
        string? state,
        string? token,
        VaultCaller caller,
        PageRequest page,
        PublicIds ids,
        Invitations invitations,
        InvitationViews views,
        CancellationToken cancel)
    {
        // Clients of 2020 find the invitation of a token here, whoever sent it.
        var listed = string.IsNullOrEmpty(token) ? invitations.InStates(caller, ReadStates(state)) : invitations.WithToken(token);
        var found = await listed.AsNoTracking().Include(invitation => invitation.Sender).PageAsync(page, cancel);
        return new InvitationsResponse
        {
            Invitations = [.. found.Rows.Select(invitation => views.Body(invitation, caller))],
            NextPageAfter = found.Next is { } next ? ids.EncodeCursor(next) : null,
            Meta = page.Meta("invitations.created_at", found.Next is not null, found.Count),
        };
    }

    private static Task<InvitationWithShareIntentsResponse> GetAsync(
        string idOrToken,
        VaultCaller caller,
        Transactions transactions,
        Invitations invitations,
        ConnectionMaking making,
        ShareIntents intents,
        InvitationViews views,
        ShareIntentViews intentViews,
        PublicIds ids,
        CancellationToken cancel) =>
        transactions.ReadAsync(
            async inner =>
            {
                var invitation = await invitations.FindAsync(caller, idOrToken, inner);
                var isSender = invitation.SenderKey == caller.UserKey;
                var isInvited = invitation.InvitedUserKey == caller.UserKey || (!isSender && invitations.IsOpen(invitation));
                var other = isSender ? invitation.InvitedUserKey : invitation.SenderKey;
                var connection = (isSender || isInvited) && other is { } otherKey ? await making.FindAsync(caller.UserKey, otherKey, inner) : null;
                return new InvitationWithShareIntentsResponse
                {
                    Invitation = views.Body(invitation, caller),
                    ShareIntents = isSender || isInvited
                        ? [.. (await intents.OfAsync(invitation, inner)).Select(intent => intentViews.Compact(intent, invitation, caller))]
                        : [],
                    RecipientPublicKey = isSender ? connection?.Other.PublicKey ?? invitation.Answer?.PublicKey : null,
                    ConnectionId = ids.Encode(IdKind.Connection, connection?.Own.Key),
                };
            },
            cancel);

    private static async Task<NoContent> DeleteAsync(
        string idOrToken,
        VaultCaller caller,
        Transactions transactions,
        Invitations invitations,
        CancellationToken cancel)
    {
        await transactions.WriteAsync(inner => invitations.CancelAsync(caller, idOrToken, inner), cancel);
        return TypedResults.NoContent();
    }

    private static Task<InvitationResponse> CancelAsync(
        string id,
        VaultCaller caller,
        Transactions transactions,
        Invitations invitations,
        InvitationViews views,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner => new InvitationResponse { Invitation = views.Body(await invitations.CancelAsync(caller, id, inner), caller) },
            cancel);

    private static Task<InvitationAcceptedResponse> AcceptAsync(
        string token,
        PostInvitationAcceptRequest request,
        VaultCaller caller,
        Transactions transactions,
        InvitationAnswers answers,
        InvitationViews views,
        ConnectionViews connectionViews,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner => Step(await answers.AcceptAsync(caller, token, request, inner), caller, views, connectionViews),
            cancel);

    private static Task<InvitationAcceptedResponse> ConfirmAsync(
        string id,
        PostInvitationConfirmRequest request,
        VaultCaller caller,
        Transactions transactions,
        InvitationAnswers answers,
        InvitationViews views,
        ConnectionViews connectionViews,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner => Step(await answers.ConfirmAsync(caller, id, request, inner), caller, views, connectionViews),
            cancel);

    private static Task<InvitationResponse> RejectAsync(
        string token,
        VaultCaller caller,
        Transactions transactions,
        InvitationAnswers answers,
        InvitationViews views,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner => new InvitationResponse { Invitation = views.Body(await answers.RejectAsync(caller, token, inner), caller) },
            cancel);

    private static InvitationAcceptedResponse Step(
        InvitationAnswers.Result result,
        VaultCaller caller,
        InvitationViews views,
        ConnectionViews connectionViews) => new()
        {
            ConnectionExistedAlready = result.Connection?.Existed == true,
            Invitation = result.Connection?.Existed == true ? null : views.Body(result.Invitation, caller),
            Connection = result.Connection is { } sides ? connectionViews.Body(sides.Own, sides.Other) : null,
            CreatedSharesReport = result.Report,
        };

    private static string[] ReadStates(string? state)
    {
        var states = CommaList.Read(state);
        if (Array.Exists(states, text => !AllStates.Contains(text)))
        {
            throw Refuse.BadRequest("state", $"state is one of {string.Join(", ", AllStates)}.");
        }

        return states.Length > 0 ? states : ListedStates;
    }
}
