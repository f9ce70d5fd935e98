namespace Meeco.Benchmarks.Comparison;

/// <summary>What a script of Meeco's packages took, as it says itself.</summary>
/// <param name="Milliseconds">The time of the work, without the start of node and what was prepared.</param>
/// <param name="Units">How many shares, tasks, items or log-ins that were.</param>
internal sealed record PublishedResult(double Milliseconds, int Units)
{
    /// <summary>The time of so many units.</summary>
    public TimeSpan For(long units) => TimeSpan.FromMilliseconds(Milliseconds / Units * units);

    /// <summary>The time of all of them.</summary>
    public TimeSpan Whole => For(Units);

    /// <summary>The time of one.</summary>
    public TimeSpan Each => For(1);
}
