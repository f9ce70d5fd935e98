namespace Meeco.Benchmarks.Comparison;

/// <summary>One line of the table.</summary>
internal sealed record RowResult
{
    public required string Work { get; init; }

    public required TimeSpan Ours { get; init; }

    /// <summary>The time of Meeco's packages for the same work; null where they were not measured.</summary>
    public TimeSpan? Theirs { get; init; }

    /// <summary>What no program can go below on this machine.</summary>
    public TimeSpan? Floor { get; init; }

    public IReadOnlyList<Target> Targets { get; init; } = [];

    public Usage? Client { get; init; }

    public Usage? Server { get; init; }

    /// <summary>How it was measured, and what else was seen.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public double? Ratio => Theirs / Ours;

    /// <summary>Whether all targets that this run can be held to were reached; null where it can be held to none.</summary>
    public bool? Reached =>
        Targets.Any(static target => target.Reached == false) ? false
        : Targets.Any(static target => target.Reached == true) ? true
        : null;
}
