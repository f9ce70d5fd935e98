namespace Meeco.Benchmarks.Soak;

/// <summary>The server's memory at one moment.</summary>
/// <param name="Minute">Minutes since the load began.</param>
/// <param name="WorkingSet">In bytes.</param>
internal sealed record MemorySample(double Minute, long WorkingSet);
