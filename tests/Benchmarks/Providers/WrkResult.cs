namespace Meeco.Benchmarks.Providers;

/// <summary>What wrk saw.</summary>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="Median">In milliseconds.</param>
/// <param name="P99">In milliseconds.</param>
/// <param name="Errors">Answers of 400 and above, and requests without an answer.</param>
internal sealed record WrkResult(double PerSecond, double Median, double P99, int Errors);
