using Meeco.Benchmarks.Comparison;

namespace Meeco.Benchmarks.Rows;

/// <summary>All items of a user shared with all who are connected to him, as the help of New-MeecoShare shows it.</summary>
internal sealed class ShareRow : IRow
{
    public const int Slots = 3;

    /// <summary>Shares everything; tells the time at each tenth of the shares.</summary>
    public static string Script(long shares) =>
        $$"""
        $connections = Get-MeecoConnection
        $marks = [System.Collections.Generic.List[double]]::new()
        $count = 0
        $tenth = {{Math.Max(1, shares / 10)}}
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Get-MeecoItem -Own | New-MeecoShare -Connection $connections | ForEach-Object {
            $count++
            if ($count % $tenth -eq 0) { $marks.Add($watch.Elapsed.TotalMilliseconds) }
        }
        "result: $($watch.Elapsed.TotalMilliseconds) $count $marks"
        """;

    public string Name => "share";

    public async Task RunAsync(Stage stage, CancellationToken cancel)
    {
        var (items, recipients) = (stage.Sizes.Items, stage.Sizes.Recipients);
        long shares = items * recipients;
        Stage.Say("makes items and connections");
        var alice = await stage.World.NewOwnerAsync(items, recipients, cancel);
        var anna = await stage.World.NewOwnerAsync(stage.Sizes.TheirItems, recipients, cancel);
        Stage.Say("shares");
        await using var shell = await ShellProcess.StartAsync(stage.Environment, alice, cancel);
        var step = (await stage.MeasureAsync(shell, Script(shares), cancel)).MustCount(shares);
        var theirs = await stage.Published.RunAsync("share", stage.Environment, anna, stage.Sizes.TheirItems, cancel);
        var full = items == Sizes.Full.Items && recipients == Sizes.Full.Recipients;
        stage.Report.Add(new RowResult
        {
            Work = $"share {Format.Number(items)} items × {recipients} recipients, {Slots} slots",
            Ours = step.Elapsed,
            Theirs = theirs?.For(shares),
            Floor = stage.Floors.OfShares(shares, Slots),
            Targets =
            [
                Target.TimesFaster(20, step.Elapsed, theirs?.For(shares)),
                Target.AtMost(TimeSpan.FromSeconds(10), step.Elapsed, full),
            ],
            Client = step.Client,
            Server = step.Server,
            Notes =
            [
                $"ours {Format.Time(step.Elapsed / shares)} a share, reading the items included. "
                + $"Theirs: {Format.Time(theirs?.Each)} a share, measured on {theirs?.Units ?? 0} shares.",
            ],
        });
    }
}
