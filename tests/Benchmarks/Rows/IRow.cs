using Meeco.Benchmarks.Comparison;

namespace Meeco.Benchmarks.Rows;

/// <summary>Something that is measured.</summary>
internal interface IRow
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>Makes what it needs, measures, and reports.</summary>
    Task RunAsync(Stage stage, CancellationToken cancel);
}
