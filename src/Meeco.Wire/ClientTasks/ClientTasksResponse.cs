namespace Meeco.Wire;

/// <summary>A page of tasks, newest first.</summary>
public sealed record ClientTasksResponse
{
    /// <summary>The tasks.</summary>
    public IReadOnlyList<ClientTaskBody> ClientTasks { get; init; } = [];

    /// <summary>The cursor of the next page; null on the last.</summary>
    public string? NextPageAfter { get; init; }

    /// <summary>How many seconds a claim is good for, in an answer that claims; null in others. Additive.</summary>
    public int? LeaseSeconds { get; init; }

    /// <summary>How the page was cut.</summary>
    public PageMeta? Meta { get; init; }
}
