using System.CommandLine;
using Meeco.Benchmarks.Comparison;

namespace Meeco.Benchmarks.Soak;

/// <summary>What the soak is asked to do.</summary>
internal static class SoakCommandLine
{
    private const int FullMinutes = 60;

    private static readonly Option<int> Minutes = new("--minutes")
    {
        Description = "How long it lasts.",
        HelpName = "number",
        DefaultValueFactory = _ => FullMinutes,
    };

    private static readonly Option<int> Rate = new("--rate")
    {
        Description = "How many requests a second it sends, of all users together.",
        HelpName = "number",
        DefaultValueFactory = _ => 30,
    };

    private static readonly Option<string?> Output = new("--output")
    {
        Description = "The file that keeps the table. A run of an hour keeps it in docs/performance.md; a shorter one in none.",
        HelpName = "file",
    };

    /// <summary>Runs the soak.</summary>
    /// <returns>The exit code: 0 if it came to its end without an error.</returns>
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Measures the server's memory under a mixed and moderate load, on SQLite.") { Minutes, Rate, Output };
        root.SetAction((parsed, cancel) =>
        {
            var minutes = parsed.GetValue(Minutes);
            var file = parsed.GetValue(Output) ?? (minutes >= FullMinutes ? RepositoryFiles.PerformancePage : null);
            var report = new SoakReport(file, $"dotnet run -c Release --project tests/Benchmarks -- {string.Join(' ', ["soak", .. args])}");
            return new SoakRun(TimeSpan.FromMinutes(minutes), parsed.GetValue(Rate), report).RunAsync(cancel);
        });
        return root.Parse(args).InvokeAsync();
    }
}
