using System.CommandLine;
using Meeco.Benchmarks.Rows;

namespace Meeco.Benchmarks.Comparison;

/// <summary>What the comparison is asked to do.</summary>
internal static class ComparisonCommandLine
{
    private static readonly Option<string[]> Rows = new("--rows")
    {
        Description = $"Which rows, separated by commas: {string.Join(", ", RowList.Names)}. All when it is left out.",
        HelpName = "names",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<int> Items = Number("--items", "Items of the rows share and tasks.", Sizes.Full.Items);
    private static readonly Option<int> Recipients = Number("--recipients", "Recipients of each of them.", Sizes.Full.Recipients);
    private static readonly Option<int> BigItems = Number("--big-items", "Items of the row big.", Sizes.Full.BigItems);
    private static readonly Option<int> BigRecipients = Number("--big-recipients", "Recipients of each of them.", Sizes.Full.BigRecipients);
    private static readonly Option<int> Received = Number("--received", "Items of the row received.", Sizes.Full.Received);
    private static readonly Option<int> TheirItems = Number("--their-items", "Items that Meeco's packages share, update and read.", Sizes.Full.TheirItems);
    private static readonly Option<int> Seconds = Number("--seconds", "How long each step of the row load lasts.", Sizes.Full.LoadSeconds);

    private static readonly Option<string?> Output = new("--output")
    {
        Description = "The file that keeps the table. A run of all rows in full size keeps it in docs/performance.md; any other run in none.",
        HelpName = "file",
    };

    /// <summary>Runs the comparison.</summary>
    /// <returns>The exit code: 0 if every row came to its end.</returns>
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Measures our cmdlets beside Meeco's published packages, against one server. With `micro` first: BenchmarkDotNet.")
        {
            Rows, Items, Recipients, BigItems, BigRecipients, Received, TheirItems, Seconds, Output,
        };
        root.SetAction((parsed, cancel) =>
        {
            var sizes = new Sizes(
                parsed.GetValue(Items),
                parsed.GetValue(Recipients),
                parsed.GetValue(BigItems),
                parsed.GetValue(BigRecipients),
                parsed.GetValue(Received),
                parsed.GetValue(TheirItems),
                parsed.GetValue(Seconds));
            var names = parsed.GetValue(Rows)!.SelectMany(static text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            var rows = RowList.Choose([.. names]);
            var whole = sizes == Sizes.Full && rows.Count == RowList.Names.Count;
            var file = parsed.GetValue(Output) ?? (whole ? RepositoryFiles.PerformancePage : null);
            return new ComparisonRun(rows, sizes, file, args).RunAsync(cancel);
        });
        return root.Parse(args).InvokeAsync();
    }

    private static Option<int> Number(string name, string description, int usual) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => usual,
    };
}
