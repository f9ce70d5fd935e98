using System.Diagnostics;
using Meeco.Benchmarks.Comparison;
using MeecoPS.Tests.Support;

namespace Meeco.Benchmarks.Rows;

/// <summary>The example of on-sharing as a user runs it: start of shell and server, seven key pairs, the whole story.</summary>
internal sealed class ExampleRow : IRow
{
    private const int Runs = 5;
    private const int KeyPairs = 7;

    public string Name => "example";

    public async Task RunAsync(Stage stage, CancellationToken cancel)
    {
        var runs = new List<(TimeSpan Wall, Usage Client)>();
        for (var run = 0; run < Runs; run++)
        {
            var watch = Stopwatch.StartNew();
            using var shell = Process.Start(new ProcessStartInfo("dotnet", [Repository.Shell, RepositoryFiles.Example]) { RedirectStandardOutput = true })!;
            await using var client = ProcessWatch.OfNew(shell);
            var said = await shell.StandardOutput.ReadToEndAsync(cancel);
            await shell.WaitForExitAsync(cancel);
            runs.Add((watch.Elapsed, await client.StopAsync()));
            if (shell.ExitCode != 0)
            {
                throw new InvalidOperationException($"The example ended with {shell.ExitCode}: {said}");
            }
        }

        var ours = Median.Of(runs.Select(static run => run.Wall));
        var theirs = await stage.Published.RunAsync("example", stage.Environment, account: null, count: 1, cancel);
        stage.Report.Add(new RowResult
        {
            Work = "`docs/examples/on-sharing.ps1`, whole",
            Ours = ours,
            Theirs = theirs?.Whole,
            Floor = stage.Floors.OfKeyPairs(KeyPairs),
            Targets = [Target.AtMost(TimeSpan.FromSeconds(10), ours), Target.TimesFaster(5, ours, theirs?.Whole)],
            Client = runs.OrderBy(static run => run.Wall).ElementAt(Runs / 2).Client,
            Notes =
            [
                $"median of {Runs}; all: {string.Join(", ", runs.Select(static run => Format.Time(run.Wall)))}. "
                + $"The floor is {KeyPairs} key pairs on all cores, by the mean time of one, which varies by a factor of five. "
                + $"Theirs: once, in {theirs?.Units ?? 0} processes, one or, to connect, two for each call of their CLI, against a server that was running; what the CLI adds to its packages is not in it.",
            ],
        });
    }
}
