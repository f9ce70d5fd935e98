using Meeco.Wire;
using Refit;

namespace Meeco;

/// <summary>The vault's calls about templates, classification, items and slots (docs/WIRE.md 4.2, 4.3, 4.11).</summary>
internal interface IItemsApi
{
    [Get("/item_templates")]
    Task<ItemTemplatesResponse> ListTemplatesAsync(
        [Query] ItemTemplatesQuery query,
        CancellationToken cancel);

    [Get("/item_templates/{id}")]
    Task<ItemTemplateResponse> GetTemplateAsync(string id, CancellationToken cancel);

    [Post("/item_templates")]
    Task<ItemTemplateResponse> CreateTemplateAsync(
        [Body] PostItemTemplateRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Get("/classification_nodes")]
    Task<ClassificationNodesResponse> ListClassificationsAsync(
        [AliasAs("scheme_name")] string? scheme,
        [AliasAs("own")] string? own,
        [AliasAs("next_page_after")] string? nextPageAfter,
        CancellationToken cancel);

    [Get("/classification_nodes/{id}")]
    Task<ClassificationNodeResponse> GetClassificationAsync(string id, CancellationToken cancel);

    [Post("/classification_nodes")]
    Task<ClassificationNodeResponse> CreateClassificationAsync(
        [Body] PostClassificationNodesRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Get("/items")]
    Task<ItemsResponse> ListAsync([Query] ItemsQuery query, CancellationToken cancel);

    [Get("/items/{id}")]
    Task<ItemResponse> GetAsync(string id, CancellationToken cancel);

    [Post("/items")]
    Task<ItemResponse> CreateAsync(
        [Body] PostItemsRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Put("/items/{id}")]
    Task<ItemResponse> UpdateAsync(
        string id,
        [Body] PutItemsRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Delete("/items/{id}")]
    Task DeleteAsync(string id, CancellationToken cancel);

    [Get("/slots/{id}")]
    Task<SlotResponse> GetSlotAsync(string id, CancellationToken cancel);

    [Delete("/slots/{id}")]
    Task DeleteSlotAsync(string id, CancellationToken cancel);

    [Post("/items/{id}/encrypt")]
    Task<ItemResponse> EncryptAsync(
        string id,
        [Body] PostItemEncryptRequest body,
        [Header("If-Match")] string? ifMatch,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);
}
