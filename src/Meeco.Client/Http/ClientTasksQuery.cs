using Refit;

namespace Meeco;

/// <summary>The query of <c>GET /client_task_queue</c>.</summary>
internal sealed record ClientTasksQuery
{
    /// <summary>A repeated key.</summary>
    [AliasAs("state")]
    [Query(CollectionFormat.Multi)]
    public IReadOnlyList<string>? States { get; init; }

    /// <summary><c>true</c> claims what is answered.</summary>
    [AliasAs("change_state")]
    public string? ChangeState { get; init; }

    [AliasAs("target_id")]
    public string? TargetId { get; init; }

    [AliasAs("work_type")]
    public string? WorkType { get; init; }

    [AliasAs("per_page")]
    public int? PerPage { get; init; }

    [AliasAs("next_page_after")]
    public string? NextPageAfter { get; init; }
}
