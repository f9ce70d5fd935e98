using Meeco.Benchmarks.Rows;
using MeecoPS.Tests.Support;

namespace Meeco.Benchmarks.Comparison;

/// <summary>One run: the rows one after the other, on one server. A row that fails is told of and ends no other.</summary>
internal sealed class ComparisonRun(IReadOnlyList<IRow> rows, Sizes sizes, string? file, string[] args)
{
    /// <summary>Runs the rows and prints the tables.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (Repository.Configuration != "Release")
        {
            Console.Error.WriteLine("This is no Release build: its figures say little. Use `dotnet run -c Release`.");
        }

        var report = new Report(file, string.Join(' ', ["dotnet run -c Release --project tests/Benchmarks", .. args.Length > 0 ? ["--", .. args] : args]));
        Stage.Say("what this machine needs at least");
        var floors = await Floors.MeasureAsync(cancel);
        var published = await PublishedPackages.FindAsync(cancel);
        report.Set(floors, published);
        await using (var server = await ServerProcess.StartAsync(cancel))
        {
            using var world = new World(server.Environment);
            var stage = new Stage(server, world, sizes, floors, published, report);
            foreach (var row in rows)
            {
                await RunAsync(row, stage, cancel);
            }
        }

        Console.WriteLine(report);
        return report.HasFailures ? 1 : 0;
    }

    private static async Task RunAsync(IRow row, Stage stage, CancellationToken cancel)
    {
        try
        {
            Stage.Say(row.Name);
            await row.RunAsync(stage, cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            stage.Report.AddFailure(row.Name, error);
        }
    }
}
