namespace Meeco;

/// <summary>Which tasks to list; what is null does not restrict.</summary>
internal sealed record ClientTaskFilter
{
    /// <summary>The states; none for all.</summary>
    public IReadOnlyList<ClientTaskState> States { get; init; } = [];

    /// <summary>What they are about.</summary>
    public string? TargetId { get; init; }

    /// <summary>What is to be done, for example <c>update_item_shares</c>.</summary>
    public string? WorkType { get; init; }

    /// <summary>What is not to be done; servers other than ours list it nevertheless.</summary>
    public string? ExceptWorkType { get; init; }
}
