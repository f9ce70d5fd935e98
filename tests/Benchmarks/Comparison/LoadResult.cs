namespace Meeco.Benchmarks.Comparison;

/// <summary>What the server did for so many users at once.</summary>
/// <param name="Kind">What they asked for.</param>
/// <param name="Users">How many of them, each with one request at a time.</param>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="Median">In milliseconds.</param>
/// <param name="P99">In milliseconds.</param>
/// <param name="Errors">Answers that were not what was asked for, lock time-outs among them.</param>
/// <param name="Server">What it took of the server.</param>
internal sealed record LoadResult(
    string Kind, int Users, double PerSecond, double Median, double P99, int Errors, Usage Server);
