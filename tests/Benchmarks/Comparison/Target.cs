using System.Globalization;

namespace Meeco.Benchmarks.Comparison;

/// <summary>What a row is to reach.</summary>
/// <param name="Text">In words.</param>
/// <param name="Reached">Whether it did; null where this run cannot tell.</param>
internal sealed record Target(string Text, bool? Reached)
{
    /// <summary>A time not to exceed, which only a run of the full size can be held to.</summary>
    public static Target AtMost(TimeSpan limit, TimeSpan taken, bool fullSize = true) =>
        new($"≤ {Format.Time(limit)}", fullSize ? taken <= limit : null);

    /// <summary>How many times faster than Meeco's packages.</summary>
    public static Target TimesFaster(double times, TimeSpan ours, TimeSpan? theirs) =>
        new(string.Create(CultureInfo.InvariantCulture, $"≥ {times}×"), theirs is null ? null : theirs / ours >= times);

    /// <summary>Anything else.</summary>
    public static Target That(string text, bool? reached) => new(text, reached);
}
