using Meeco.Wire;
using Refit;

namespace Meeco;

/// <summary>The vault's call about what happened (docs/WIRE.md 4.11). Of the two feeds this is the one whose form is published.</summary>
internal interface IEventsApi
{
    [Get("/activities")]
    Task<ActivitiesResponse> ListAsync(
        [AliasAs("next_page_after")] string? cursor,
        [AliasAs("per_page")] int? pageSize,
        CancellationToken cancel);
}
