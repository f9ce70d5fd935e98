using System.Globalization;
using System.Runtime.InteropServices;
using MeecoPS.Tests.Support;

namespace Meeco.Benchmarks.Comparison;

/// <summary>Where the figures come from.</summary>
internal static class Machine
{
    public static string Description { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores ({Processor()}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GB, {RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.FrameworkDescription}");

    /// <summary>The lines that stand over all tables of a run.</summary>
    public static string HeadingOf(string command) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        - Date: {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC
        - Machine: {Description}
        - Commit: {RepositoryFiles.Commit()}, {Repository.Configuration} build
        - Command: `{command}`
        """);

    private static string Processor()
    {
        const string file = "/proc/cpuinfo";
        const string key = "model name";
        var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(static one => one.StartsWith(key, StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
