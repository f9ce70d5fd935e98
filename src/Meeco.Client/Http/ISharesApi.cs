using Meeco.Wire;
using Refit;

namespace Meeco;

/// <summary>The vault's calls about shares (docs/WIRE.md 4.7).</summary>
internal interface ISharesApi
{
    [Get("/incoming_shares")]
    Task<SharePageResponse> ListIncomingAsync([Query] SharesQuery query, CancellationToken cancel);

    [Get("/outgoing_shares")]
    Task<SharePageResponse> ListOutgoingAsync([Query] SharesQuery query, CancellationToken cancel);

    [Get("/incoming_shares/{id}")]
    Task<ShareResponse> GetIncomingAsync(string id, CancellationToken cancel);

    [Get("/outgoing_shares/{id}")]
    Task<ShareResponse> GetOutgoingAsync(string id, CancellationToken cancel);

    [Get("/incoming_shares/{id}/item")]
    Task<ShareWithItemResponse> GetIncomingItemAsync(string id, CancellationToken cancel);

    [Put("/incoming_shares/{id}/accept")]
    Task<ShareResponse> AcceptAsync(string id, CancellationToken cancel);

    [Put("/incoming_shares/{id}/reject")]
    Task<ShareResponse> RejectAsync(string id, CancellationToken cancel);

    [Post("/items/{itemId}/shares")]
    Task<SharesResponse> CreateAsync(
        string itemId,
        [Body] PostItemSharesRequest body,
        [Header("If-Match")] string? ifMatch,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Get("/items/{itemId}/shares")]
    Task<ItemSharesResponse> GetOfItemAsync(string itemId, CancellationToken cancel);

    [Get("/item_shares")]
    Task<SharesOfItemsResponse> GetOfItemsAsync([AliasAs("item_ids")] string itemIds, CancellationToken cancel);

    [Put("/item_shares")]
    Task<SharesOfItemsUpdatedResponse> UpdateOfItemsAsync([Body] PutSharesOfItemsRequest body, CancellationToken cancel);

    [Put("/items/{itemId}/shares")]
    Task<ItemSharesUpdatedResponse> UpdateOfItemAsync(
        string itemId,
        [Body] PutItemSharesRequest body,
        [Header("If-Match")] string? ifMatch,
        [Header(WireHeaders.Prefer)] string? prefer,
        CancellationToken cancel);

    [Put("/shares")]
    Task<SharesResponse> ReconfigureAsync([Body] PutSharesRequest body, CancellationToken cancel);

    [Delete("/shares/{id}")]
    Task DeleteAsync(string id, CancellationToken cancel);
}
