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

    /// <summary>A work type that is left out; servers other than ours do not know it.</summary>
    [AliasAs("except_work_type")]
    public string? ExceptWorkType { get; init; }

    /// <summary>A page's number instead of a cursor; the answer then counts all tasks.</summary>
    [AliasAs("page")]
    public int? Page { get; init; }

    [AliasAs("per_page")]
    public int? PerPage { get; init; }

    [AliasAs("next_page_after")]
    public string? NextPageAfter { get; init; }
}
