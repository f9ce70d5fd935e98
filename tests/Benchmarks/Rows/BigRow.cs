using Meeco.Benchmarks.Comparison;

namespace Meeco.Benchmarks.Rows;

/// <summary>A catalogue for a whole department: time and memory must grow with the shares, and with nothing else.</summary>
internal sealed class BigRow : IRow
{
    private const long MaxClientBytes = 300L * 1024 * 1024;

    // A tenth may be this much slower than the mean of all before it counts as no longer linear.
    private const double Tolerance = 1.25;

    public string Name => "big";

    public async Task RunAsync(Stage stage, CancellationToken cancel)
    {
        var (items, recipients) = (stage.Sizes.BigItems, stage.Sizes.BigRecipients);
        var shares = (long)items * recipients;
        var full = items == Sizes.Full.BigItems && recipients == Sizes.Full.BigRecipients;
        Stage.Say("makes items and connections");
        var ada = await stage.World.NewOwnerAsync(items, recipients, cancel);
        Stage.Say("shares");
        await using var shell = await ShellProcess.StartAsync(stage.Environment, ada, cancel);
        var before = stage.Server.DatabaseBytes;
        var step = (await stage.MeasureAsync(shell, ShareRow.Script(shares), cancel)).MustCount(shares);
        var marks = step.Figures.Skip(2).ToList();
        var tenths = marks.Zip(marks.Prepend(0), static (end, begin) => end - begin).ToList();
        var rates = tenths.Select(tenth => shares / tenths.Count / (tenth / 1000)).ToList();
        var linear = tenths.Max() <= tenths.Average() * Tolerance;
        stage.Report.Add(new RowResult
        {
            Work = $"share {Format.Number(items)} items × {recipients} recipients, {ShareRow.Slots} slots",
            Ours = step.Elapsed,
            Floor = stage.Floors.OfShares(shares, ShareRow.Slots),
            Targets =
            [
                Target.AtMost(TimeSpan.FromMinutes(10), step.Elapsed, full),
                Target.That("client ≤ 300 MB", step.Client.PeakBytes is { } peak ? peak <= MaxClientBytes : null),
                Target.That("linear in shares", linear),
            ],
            Client = step.Client,
            Server = step.Server,
            Notes =
            [
                $"shares a second in each tenth: {string.Join(", ", rates.Select(static rate => Format.Number(Math.Round(rate))))}; "
                + $"linear means that no tenth takes {Format.Number(Tolerance)} times the mean. The database grew by {Format.Megabytes(stage.Server.DatabaseBytes - before)}.",
            ],
        });
    }
}
