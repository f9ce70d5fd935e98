namespace Meeco.Benchmarks.Comparison;

/// <summary>What is in the middle of several measurements.</summary>
internal static class Median
{
    public static TimeSpan Of(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The value that a share of all values does not exceed.</summary>
    /// <param name="sorted">The values in rising order.</param>
    /// <param name="share">The share, such as 0.99.</param>
    public static double Percentile(IReadOnlyList<double> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(sorted.Count * share) - 1, 0, sorted.Count - 1)];
}
