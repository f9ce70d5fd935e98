using Meeco.Wire;
using Refit;

namespace Meeco;

/// <summary>The vault's calls about connections and invitations (docs/WIRE.md 4.5, 4.6).</summary>
internal interface IConnectionsApi
{
    [Get("/connections")]
    Task<ConnectionsResponse> ListAsync(
        [AliasAs("next_page_after")] string? nextPageAfter,
        CancellationToken cancel);

    [Get("/connections/{id}")]
    Task<ConnectionResponse> GetAsync(string id, CancellationToken cancel);

    [Post("/connections")]
    Task<ConnectionCreatedResponse> CreateAsync(
        [Body] PostConnectionsRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Delete("/connections/{id}")]
    Task DeleteAsync(string id, CancellationToken cancel);

    [Get("/invitations")]
    Task<InvitationsResponse> ListInvitationsAsync(
        [AliasAs("state")] string? state,
        [AliasAs("next_page_after")] string? nextPageAfter,
        CancellationToken cancel);

    [Get("/invitations/{idOrToken}")]
    Task<InvitationWithShareIntentsResponse> GetInvitationAsync(string idOrToken, CancellationToken cancel);

    [Post("/invitations")]
    Task<InvitationResponse> CreateInvitationAsync(
        [Body] PostInvitationsRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Delete("/invitations/{idOrToken}")]
    Task DeleteInvitationAsync(string idOrToken, CancellationToken cancel);

    [Post("/invitations/{token}/accept")]
    Task<InvitationAcceptedResponse> AcceptInvitationAsync(
        string token,
        [Body] PostInvitationAcceptRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Delete("/invitations/{token}/reject")]
    Task<InvitationResponse> RejectInvitationAsync(string token, CancellationToken cancel);

    [Post("/invitations/{id}/confirm")]
    Task<InvitationAcceptedResponse> ConfirmInvitationAsync(
        string id,
        [Body] PostInvitationConfirmRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Delete("/invitations/{id}/cancel")]
    Task<InvitationResponse> CancelInvitationAsync(string id, CancellationToken cancel);

    [Post("/invitations/{id}/share_intents")]
    Task<ShareIntentsResponse> PrepareSharesAsync(
        string id,
        [Body] PostShareIntentsRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);
}
