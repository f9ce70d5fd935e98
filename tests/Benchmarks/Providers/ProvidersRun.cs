using Meeco.Benchmarks.Comparison;
using Meeco.Benchmarks.Rows;

namespace Meeco.Benchmarks.Providers;

/// <summary>One run: each part on each database, one after the other. What fails is told of and ends nothing else.</summary>
internal sealed class ProvidersRun(string[] parts, string[] databases, ProvidersSizes sizes, ProvidersReport report)
{
    private const string Bulk = "rows";
    private const string Load = "load";
    private const string Bare = "bare";
    private const string Growth = "growth";

    /// <summary>The names of the parts.</summary>
    public static IReadOnlyList<string> Parts { get; } = [Bulk, Load, Bare, Growth];

    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (!Wrk.IsInstalled)
        {
            report.Say("wrk is not on the path: load, bare database and growth are left out.");
        }

        if (databases.Contains("sqlite"))
        {
            await using var sqlite = new SqliteProvider();
            await RunAsync(sqlite, cancel);
        }

        if (databases.Contains("postgres") && PostgresProvider.Missing is { } missing)
        {
            report.Say($"SQLite alone: {missing}.");
        }
        else if (databases.Contains("postgres"))
        {
            await using var postgres = await PostgresProvider.StartAsync();
            await RunAsync(postgres, cancel);
        }

        Console.WriteLine(report);
        return report.HasFailures ? 1 : 0;
    }

    private async Task RunAsync(Provider provider, CancellationToken cancel)
    {
        if (parts.Contains(Bulk))
        {
            await TryAsync($"{provider.Name}, rows", () => MeasureRowsAsync(provider, cancel), cancel);
        }

        if (Wrk.IsInstalled && parts.Intersect([Load, Bare, Growth]).Any())
        {
            await TryAsync($"{provider.Name}, filled", () => MeasureFilledAsync(provider, cancel), cancel);
        }
    }

    private async Task TryAsync(string what, Func<Task> work, CancellationToken cancel)
    {
        try
        {
            Stage.Say(what);
            await work();
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            report.AddFailure(what, error);
        }
    }

    private async Task MeasureRowsAsync(Provider provider, CancellationToken cancel)
    {
        await using var server = await ServerProcess.StartAsync(cancel, await provider.MakeDatabaseAsync(cancel));
        using var world = new World(server.Environment);
        var rows = new Report(file: null, command: "");
        var stage = new Stage(
            server,
            world,
            Sizes.Full with { Items = sizes.Items, Received = sizes.Items, TheirItems = 0 },
            await Floors.MeasureAsync(cancel),
            PublishedPackages.None,
            rows);
        foreach (var row in new IRow[] { new ShareRow(), new TaskRow(), new ReceivedRow() })
        {
            await TryAsync($"{provider.Name}, {row.Name}", () => row.RunAsync(stage, cancel), cancel);
            report.Set(provider, rows.Rows);
        }
    }

    private async Task MeasureFilledAsync(Provider provider, CancellationToken cancel)
    {
        var database = await provider.MakeDatabaseAsync(cancel);
        await using var server = await ServerProcess.StartAsync(cancel, database);
        using var world = new World(server.Environment);
        using var http = new VaultHttp(server.Environment);
        var prototype = await Prototype.MakeAsync(world, http, cancel);
        await using var connection = provider.Connect(database, server.DatabaseFile);
        await connection.OpenAsync(cancel);
        var filling = new Filling(connection, provider);
        var wrk = new Wrk(server.Environment.VaultUrl);
        await filling.BeginAsync(cancel);
        var growth = new GrowthMeasurement(filling, http, prototype, wrk);
        foreach (var shares in parts.Contains(Growth) ? sizes.Shares : [sizes.SharesUnderLoad])
        {
            var rings = Population.RingsOf(shares);
            Stage.Say($"fills the database: {Format.Number(shares)} shares");
            await filling.GrowAsync(rings, cancel);
            if (parts.Contains(Growth))
            {
                await growth.RunAsync(rings, (call, who, result) => report.Add(new GrowthResult(provider.Name, call, who, shares, result)), cancel);
            }

            if (shares == sizes.SharesUnderLoad)
            {
                var fresh = await FreshShares.PrepareAsync(filling, http, prototype, cancel);
                if (parts.Contains(Load))
                {
                    var load = new LoadMeasurement(filling, http, prototype, wrk, server, sizes.Seconds);
                    await load.RunAsync(rings, fresh, result => report.Add(provider, result), cancel);
                }

                if (parts.Contains(Bare))
                {
                    var sharer = await Person.LogInAsync(filling, http, prototype, Population.GreatSharer, sessions: 1, cancel);
                    using var alone = new BareDatabase(() => provider.Connect(database, server.DatabaseFile));
                    var bare = new BareMeasurement(alone, wrk, sizes.Seconds);
                    await bare.RunAsync(sharer, fresh, result => report.Add(result with { Provider = provider.Name }), cancel);
                }
            }
        }

        var plans = new PlanTaking(provider, connection, server, database);
        foreach (var (call, who) in report.Grown(provider.Name))
        {
            await TryAsync($"{provider.Name}, plans of {call}, {who}", () => TakePlanAsync(call, who), cancel);
        }

        async Task TakePlanAsync(string call, string who)
        {
            if (await growth.OneOfAsync(Population.RingsOf(sizes.Shares[^1]), call, who, cancel) is { } request)
            {
                report.AddPlan(provider.Name, call, who, await plans.TakeAsync(request, cancel));
            }
        }
    }
}
