using Refit;

namespace Meeco;

/// <summary>The query of <c>GET /items</c>; the lists of ids and names are comma lists (docs/WIRE.md 1.4).</summary>
internal sealed record ItemsQuery
{
    [AliasAs("template_ids")]
    public string? TemplateIds { get; init; }

    [AliasAs("name")]
    public string? Name { get; init; }

    [AliasAs("classification_scheme_name")]
    public string? ClassificationScheme { get; init; }

    [AliasAs("classification_node_names")]
    public string? ClassificationNames { get; init; }

    [AliasAs("shared_with")]
    public string? SharedWith { get; init; }

    [AliasAs("owner_id")]
    public string? OwnerId { get; init; }

    [AliasAs("own")]
    public string? Own { get; init; }

    [AliasAs("item_ids")]
    public string? ItemIds { get; init; }

    [AliasAs("order")]
    public string? Order { get; init; }

    [AliasAs("per_page")]
    public int? PerPage { get; init; }

    [AliasAs("next_page_after")]
    public string? NextPageAfter { get; init; }
}
