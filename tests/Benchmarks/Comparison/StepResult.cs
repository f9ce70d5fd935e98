using System.Globalization;

namespace Meeco.Benchmarks.Comparison;

/// <summary>What a step of the shell measured itself, and what the two processes took.</summary>
/// <param name="Figures">The numbers that it wrote.</param>
/// <param name="Client">The shell.</param>
/// <param name="Server">The server.</param>
internal sealed record StepResult(IReadOnlyList<double> Figures, Usage Client, Usage Server)
{
    private const string Mark = "result:";

    /// <summary>The first number, which is always the time in milliseconds.</summary>
    public TimeSpan Elapsed => TimeSpan.FromMilliseconds(Figures[0]);

    /// <summary>The second number, where a step counts.</summary>
    public int Count => (int)Figures[1];

    public static StepResult Read(IReadOnlyList<string> lines, Usage client, Usage server)
    {
        var line = lines.FirstOrDefault(static one => one.StartsWith(Mark, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"A step of the shell wrote no result: {string.Join(' ', lines)}");
        var figures = line[Mark.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new StepResult(
            [.. figures.Select(static figure => double.Parse(figure, CultureInfo.InvariantCulture))], client, server);
    }

    /// <summary>Fails the row where a step did not do all of its work.</summary>
    public StepResult MustCount(long expected) => Count == expected
        ? this
        : throw new InvalidOperationException($"The step did {Count} of {expected}.");
}
