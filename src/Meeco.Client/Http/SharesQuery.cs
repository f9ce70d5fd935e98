using Refit;

namespace Meeco;

/// <summary>The queries of <c>GET /incoming_shares</c> and <c>GET /outgoing_shares</c>.</summary>
internal sealed record SharesQuery
{
    [AliasAs("acceptance_required")]
    public string? AcceptanceRequired { get; init; }

    [AliasAs("own_connection_id")]
    public string? OwnConnectionId { get; init; }

    /// <summary>A comma list; incoming shares only.</summary>
    [AliasAs("share_ids")]
    public string? ShareIds { get; init; }

    /// <summary>A repeated key; outgoing shares only.</summary>
    [AliasAs("item_ids")]
    [Query(CollectionFormat.Multi)]
    public IReadOnlyList<string>? ItemIds { get; init; }

    [AliasAs("order")]
    public string? Order { get; init; }

    [AliasAs("per_page")]
    public int? PerPage { get; init; }

    [AliasAs("next_page_after")]
    public string? NextPageAfter { get; init; }
}
