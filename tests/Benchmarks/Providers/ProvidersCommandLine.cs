using System.CommandLine;
using System.Globalization;
using Meeco.Benchmarks.Comparison;

namespace Meeco.Benchmarks.Providers;

/// <summary>What the run over both databases is asked to do.</summary>
internal static class ProvidersCommandLine
{
    private static readonly Option<string> Parts = new("--parts")
    {
        Description = $"Which parts, separated by commas: {string.Join(", ", ProvidersRun.Parts)}.",
        HelpName = "names",
        DefaultValueFactory = _ => string.Join(',', ProvidersRun.Parts),
    };

    private static readonly Option<string> Databases = new("--databases")
    {
        Description = "Which databases, separated by commas: sqlite, postgres.",
        HelpName = "names",
        DefaultValueFactory = _ => "sqlite,postgres",
    };

    private static readonly Option<string> Shares = new("--shares")
    {
        Description = "How many shares are in the database when growth is measured, separated by commas.",
        HelpName = "numbers",
        DefaultValueFactory = _ => ProvidersSizes.DefaultShares,
    };

    private static readonly Option<int> Items = new("--items")
    {
        Description = "Items of the part rows.",
        HelpName = "number",
        DefaultValueFactory = _ => 1000,
    };

    private static readonly Option<int> Seconds = new("--seconds")
    {
        Description = "How long each step under load lasts.",
        HelpName = "number",
        DefaultValueFactory = _ => 5,
    };

    private static readonly Option<string?> Output = new("--output")
    {
        Description = "The file that keeps the tables. A run without options keeps them in docs/performance.md; any other run in none.",
        HelpName = "file",
    };

    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 0 if every part came to its end.</returns>
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Measures the server on SQLite beside the server on PostgreSQL.") { Parts, Databases, Shares, Items, Seconds, Output };
        root.SetAction((parsed, cancel) =>
        {
            var sizes = new ProvidersSizes(
                [.. List(parsed.GetValue(Shares)!).Select(static text => int.Parse(text, CultureInfo.InvariantCulture))],
                parsed.GetValue(Items),
                parsed.GetValue(Seconds));
            var file = parsed.GetValue(Output) ?? (args.Length == 0 ? RepositoryFiles.PerformancePage : null);
            var report = new ProvidersReport(file, $"dotnet run -c Release --project tests/Benchmarks -- {string.Join(' ', ["providers", .. args])}");
            return new ProvidersRun(List(parsed.GetValue(Parts)!), List(parsed.GetValue(Databases)!), sizes, report).RunAsync(cancel);
        });
        return root.Parse(args).InvokeAsync();
    }

    private static string[] List(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
