using Meeco.Benchmarks.Comparison;

namespace Meeco.Benchmarks.Rows;

/// <summary>A log-in, with every key of the session loaded, in a process that has logged in before.</summary>
internal sealed class LoginRow : IRow
{
    private const int Runs = 15;
    private const int TheirRuns = 5;

    public string Name => "login";

    public async Task RunAsync(Stage stage, CancellationToken cancel)
    {
        var account = await stage.World.NewAccountAsync(cancel);
        await using var shell = await ShellProcess.StartAsync(stage.Environment, account, cancel);
        var step = await stage.MeasureAsync(
            shell,
            $$"""
            $times = for ($run = 0; $run -lt {{Runs + 5}}; $run++) {
                $watch = [System.Diagnostics.Stopwatch]::StartNew()
                $again = Connect-Meeco -Secret $secret -Passphrase $passphrase
                $watch.Elapsed.TotalMilliseconds
                $again | Disconnect-Meeco
            }
            "result: $times"
            """,
            cancel);
        var times = step.Figures.Skip(5).Select(TimeSpan.FromMilliseconds).ToList();
        var ours = Median.Of(times);
        var theirs = await stage.Published.RunAsync("login", stage.Environment, account, TheirRuns, cancel);
        stage.Report.Add(new RowResult
        {
            Work = "log-in with keys loaded",
            Ours = ours,
            Theirs = theirs?.Each,
            Floor = stage.Floors.OfLogin,
            Targets = [Target.AtMost(TimeSpan.FromMilliseconds(140), ours), Target.TimesFaster(15, ours, theirs?.Each)],
            Client = step.Client with { Cpu = step.Client.Cpu / step.Figures.Count },
            Server = step.Server with { Cpu = step.Server.Cpu / step.Figures.Count },
            Notes = [$"median of {Runs} after 5 others, {Format.Time(times.Min())} to {Format.Time(times.Max())}; CPU is that of one log-in and log-out. Theirs: median of {TheirRuns} after one."],
        });
    }
}
