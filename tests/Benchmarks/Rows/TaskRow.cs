using Meeco.Benchmarks.Comparison;

namespace Meeco.Benchmarks.Rows;

/// <summary>One client task an item, each of which renews all its shares.</summary>
internal sealed class TaskRow : IRow
{
    public string Name => "tasks";

    public async Task RunAsync(Stage stage, CancellationToken cancel)
    {
        var (items, recipients) = (stage.Sizes.Items, stage.Sizes.Recipients);
        long shares = items * recipients;
        Stage.Say("makes items, shares and tasks");
        var alice = await WithTasksAsync(items);
        var anna = await WithTasksAsync(stage.Sizes.TheirItems);
        Stage.Say("runs the tasks");
        await using var shell = await ShellProcess.StartAsync(stage.Environment, alice, cancel);
        var step = await stage.MeasureAsync(
            shell,
            """
            $count = 0
            $shares = 0
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            Invoke-MeecoClientTaskBatch | ForEach-Object {
                if ($_.Outcome -eq 'Completed') { $count++; $shares += $_.SharesUpdated }
            }
            "result: $($watch.Elapsed.TotalMilliseconds) $count $shares"
            """,
            cancel);
        step.MustCount(items);
        var theirs = await stage.Published.RunAsync("tasks", stage.Environment, anna, stage.Sizes.TheirItems, cancel);
        var full = items == Sizes.Full.Items && recipients == Sizes.Full.Recipients;
        stage.Report.Add(new RowResult
        {
            Work = $"run {Format.Number(items)} tasks × {recipients} shares, {ShareRow.Slots} slots",
            Ours = step.Elapsed,
            Theirs = theirs?.For(items),
            Floor = stage.Floors.OfShares(shares, ShareRow.Slots),
            Targets =
            [
                Target.TimesFaster(20, step.Elapsed, theirs?.For(items)),
                Target.AtMost(TimeSpan.FromSeconds(10), step.Elapsed, full),
            ],
            Client = step.Client,
            Server = step.Server,
            Notes =
            [
                $"ours {Format.Time(step.Elapsed / items)} a task. "
                + $"Theirs: {Format.Time(theirs?.Each)} a task, measured on {theirs?.Units ?? 0} tasks.",
            ],
        });

        async Task<Account> WithTasksAsync(int count)
        {
            var owner = await stage.World.NewOwnerAsync(count, recipients, cancel);
            await World.ShareAllAsync(owner, cancel);
            await World.ChangeAllAsync(owner, cancel);
            return owner;
        }
    }
}
