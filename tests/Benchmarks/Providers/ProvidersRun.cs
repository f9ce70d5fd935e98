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
        var servers = new List<FilledServer>();
        try
        {
            // Load comes first, while its server is the only one.
            servers.Add(await FilledServer.StartAsync(provider, sizes.SharesUnderLoad, cancel));
            if (parts.Contains(Load) || parts.Contains(Bare))
            {
                await MeasureLoadAsync(servers[0], cancel);
            }

            if (parts.Contains(Growth))
            {
                foreach (var shares in sizes.Shares.Where(shares => shares != sizes.SharesUnderLoad))
                {
                    servers.Add(await FilledServer.StartAsync(provider, shares, cancel));
                }

                await MeasureGrowthAsync([.. servers.OrderBy(static server => server.Shares)], cancel);
            }
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    private async Task MeasureLoadAsync(FilledServer server, CancellationToken cancel)
    {
        var fresh = await FreshShares.PrepareAsync(server, cancel);
        if (parts.Contains(Load))
        {
            await new LoadMeasurement(server, sizes.Seconds).RunAsync(fresh, result => report.Add(server.Provider, result), cancel);
        }

        if (parts.Contains(Bare))
        {
            using var alone = new BareDatabase(() => server.Provider.Connect(server.Database, server.Process.DatabaseFile));
            await new BareMeasurement(alone, server, sizes.Seconds).RunAsync(fresh, report.Add, cancel);
        }
    }

    private async Task MeasureGrowthAsync(IReadOnlyList<FilledServer> servers, CancellationToken cancel)
    {
        var growth = new GrowthMeasurement(servers);
        await growth.RunAsync(report.Add, cancel);
        var provider = servers[^1].Provider.Name;
        var plans = new PlanTaking(servers[^1]);
        foreach (var (call, who) in report.Grown(provider))
        {
            await TryAsync($"{provider}, plans of {call}, {who}", () => TakePlanAsync(call, who), cancel);
        }

        async Task TakePlanAsync(string call, string who)
        {
            if (await growth.OneOfAsync(call, who, cancel) is { } request)
            {
                report.AddPlan(provider, call, who, await plans.TakeAsync(request, cancel));
            }
        }
    }
}
