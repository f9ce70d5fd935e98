namespace Meeco;

/// <summary>What a batch takes up.</summary>
internal sealed record BatchOptions
{
    /// <summary>At most this many tasks; null for all.</summary>
    public int? First { get; init; }

    /// <summary>How many tasks are worked on at the same time.</summary>
    public int ThrottleLimit { get; init; } = 8;

    /// <summary>Whether the tasks that failed are run, instead of those that are to do.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>Whether claims of sessions that have ended are taken over.</summary>
    public bool Force { get; init; }

    /// <summary>
    /// Whether claims of sessions that live are taken over too: two clients may then do the same work. Ask the user
    /// first. Without it such tasks are skipped with the error id <c>ClientTaskClaimed</c>.
    /// </summary>
    public bool ForceLive { get; init; }
}
