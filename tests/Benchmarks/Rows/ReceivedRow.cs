using Meeco.Benchmarks.Comparison;

namespace Meeco.Benchmarks.Rows;

/// <summary>A recipient reads all that others shared with him, before and after he has put it under his own key.</summary>
internal sealed class ReceivedRow : IRow
{
    private const string Read =
        """
        $count = 0
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Get-MeecoItem -Own:$false | ForEach-Object {
            if ($_.Slots[0].Verification -eq 'Verified') { $count++ }
        }
        "result: $($watch.Elapsed.TotalMilliseconds) $count"
        """;

    private const string Protect =
        """
        $count = 0
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Get-MeecoItem -Own:$false | Protect-MeecoItem -PassThru -WarningAction SilentlyContinue | ForEach-Object { $count++ }
        "result: $($watch.Elapsed.TotalMilliseconds) $count"
        """;

    public string Name => "received";

    public async Task RunAsync(Stage stage, CancellationToken cancel)
    {
        var items = stage.Sizes.Received;
        var full = items == Sizes.Full.Received;
        Stage.Say("makes items and shares");
        var owner = await stage.World.NewOwnerAsync(items, recipients: 0, cancel);
        var reader = await stage.World.NewAccountAsync(cancel);
        await World.ConnectAsync(owner, reader, cancel);
        await World.ShareAllAsync(owner, cancel);

        Stage.Say("reads");
        await using var shell = await ShellProcess.StartAsync(stage.Environment, reader, cancel);
        var first = (await stage.MeasureAsync(shell, Read, cancel)).MustCount(items);
        var theirs = await stage.Published.RunAsync("received", stage.Environment, reader, stage.Sizes.TheirItems, cancel);
        stage.Report.Add(new RowResult
        {
            Work = $"read and verify {Format.Number(items)} received items",
            Ours = first.Elapsed,
            Theirs = theirs?.For(items),
            Floor = stage.Floors.OfReceived(items, ShareRow.Slots),
            Targets = [Target.AtMost(TimeSpan.FromSeconds(35), first.Elapsed, full)],
            Client = first.Client,
            Server = first.Server,
            Notes = [$"theirs: {Format.Time(theirs?.Each)} an item, measured on {theirs?.Units ?? 0}: item, share and key pair are three calls for each."],
        });

        Stage.Say("protects");
        var protect = (await stage.MeasureAsync(shell, Protect, cancel)).MustCount(items);
        var second = (await stage.MeasureAsync(shell, Read, cancel)).MustCount(items);
        stage.Report.Add(new RowResult
        {
            Work = $"the same after `Protect-MeecoItem`",
            Ours = second.Elapsed,
            Floor = stage.Floors.OfProtected(items, ShareRow.Slots),
            Targets = [Target.AtMost(TimeSpan.FromSeconds(5), second.Elapsed, full)],
            Client = second.Client,
            Server = second.Server,
            Notes = [$"`Protect-MeecoItem` itself took {Format.Time(protect.Elapsed)}, client CPU {Format.Time(protect.Client.Cpu)}, server CPU {Format.Time(protect.Server.Cpu)}."],
        });
    }
}
