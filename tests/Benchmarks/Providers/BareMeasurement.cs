using static Meeco.Benchmarks.Providers.Population;

namespace Meeco.Benchmarks.Providers;

/// <summary>Two calls beside what the database alone does for their rows, one at a time and several at once.</summary>
internal sealed class BareMeasurement(BareDatabase database, Wrk wrk, int seconds)
{
    private static readonly int[] Users = [1, 16];

    /// <summary>Runs them.</summary>
    public async Task RunAsync(Person sharer, FreshShares fresh, Action<BareResult> measured, CancellationToken cancel)
    {
        var length = TimeSpan.FromSeconds(seconds);
        var pages = sharer.ListOwnItems().ToList();
        foreach (var (users, step) in Users.Select(static (users, step) => (users, step)))
        {
            await wrk.RunAsync(pages, users, seconds: 1, once: false, cancel);
            var server = await wrk.RunAsync(pages, users, seconds, once: false, cancel);
            measured(new BareResult(
                "", "`GET /items`, 200 own items", users, server.PerSecond, await database.ReadItemsAsync(users, length, cancel)));

            await wrk.RunAsync(fresh.WarmUp, users, seconds: 1, once: false, cancel);
            server = await wrk.RunAsync(fresh.Next(), users, seconds, once: false, cancel);
            measured(new BareResult(
                "",
                "`POST /items/{id}/shares`, 10 recipients",
                users,
                server.PerSecond,
                await database.ShareItemsAsync(users, length, step * BareItems / Users.Length, cancel)));
        }
    }
}
