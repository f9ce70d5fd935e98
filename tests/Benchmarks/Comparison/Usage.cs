namespace Meeco.Benchmarks.Comparison;

/// <summary>What a process took for a piece of work.</summary>
/// <param name="Cpu">Time on all processors together.</param>
/// <param name="PeakBytes">The largest working set that was seen, or null where none was.</param>
internal sealed record Usage(TimeSpan Cpu, long? PeakBytes);
