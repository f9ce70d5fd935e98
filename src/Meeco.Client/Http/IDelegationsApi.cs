using Meeco.Wire;
using Refit;

namespace Meeco;

/// <summary>The vault's calls about delegations, invitations to them and child users (docs/WIRE.md 4.9).</summary>
internal interface IDelegationsApi
{
    [Get("/connections")]
    Task<ConnectionsResponse> ListConnectionsAsync(
        string delegation,
        [AliasAs("next_page_after")] string? nextPageAfter,
        CancellationToken cancel);

    [Put("/delegations/{connectionId}")]
    Task<ConnectionResponse> UpdateAsync(string connectionId, [Body] UpdateDelegationsRequest body, CancellationToken cancel);

    [Delete("/delegations/{connectionId}")]
    Task DeleteAsync(string connectionId, CancellationToken cancel);

    [Post("/child_users")]
    Task<CreateChildUserResponse> CreateChildUserAsync(
        [Body] CreateChildUserParams body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Get("/delegation_invitations/incoming")]
    Task<DelegationInvitationsResponse> ListIncomingAsync(
        [AliasAs("next_page_after")] string? nextPageAfter,
        CancellationToken cancel);

    [Get("/delegation_invitations/outgoing")]
    Task<DelegationInvitationsResponse> ListOutgoingAsync(
        [AliasAs("next_page_after")] string? nextPageAfter,
        CancellationToken cancel);

    [Get("/delegation_invitations/{id}")]
    Task<DelegationInvitationResponse> GetInvitationAsync(string id, CancellationToken cancel);

    [Post("/delegation_invitations")]
    Task<DelegationInvitationResponse> CreateInvitationAsync(
        [Body] PostDelegationInvitationsRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Put("/delegation_invitations/{id}/accept")]
    Task<ConnectionResponse> AcceptInvitationAsync(string id, CancellationToken cancel);

    [Delete("/delegation_invitations/{id}/reject")]
    Task RejectInvitationAsync(string id, CancellationToken cancel);

    [Delete("/delegation_invitations/{id}")]
    Task DeleteInvitationAsync(string id, CancellationToken cancel);
}
