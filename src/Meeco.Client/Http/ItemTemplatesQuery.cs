using Refit;

namespace Meeco;

/// <summary>The query of <c>GET /item_templates</c>.</summary>
internal sealed record ItemTemplatesQuery
{
    [AliasAs("like")]
    public string? Like { get; init; }

    [AliasAs("by_classification[scheme]")]
    public string? ClassificationScheme { get; init; }

    [AliasAs("by_classification[name]")]
    public string? ClassificationName { get; init; }

    [AliasAs("next_page_after")]
    public string? NextPageAfter { get; init; }
}
