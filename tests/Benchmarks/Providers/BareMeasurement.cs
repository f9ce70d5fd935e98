using static Meeco.Benchmarks.Providers.Population;

namespace Meeco.Benchmarks.Providers;

/// <summary>Two calls beside what the database alone does for their rows, one at a time and several at once.</summary>
internal sealed class BareMeasurement(BareDatabase database, FilledServer server, int seconds)
{
    private static readonly int[] Users = [1, 16];

    /// <summary>Runs them.</summary>
    public async Task RunAsync(FreshShares fresh, Action<BareResult> measured, CancellationToken cancel)
    {
        var length = TimeSpan.FromSeconds(seconds);
        var pages = (await server.LogInAsync(GreatSharer, sessions: 1, cancel)).ListOwnItems().ToList();
        foreach (var (users, step) in Users.Select(static (users, step) => (users, step)))
        {
            await server.Wrk.RunAsync(pages, users, seconds: 1, once: false, cancel);
            var answered = await server.Wrk.RunAsync(pages, users, seconds, once: false, cancel);
            measured(new BareResult(
                server.Provider.Name, "`GET /items`, 200 own items", users, answered.PerSecond, await database.ReadItemsAsync(users, length, cancel)));

            await server.Wrk.RunAsync(fresh.WarmUp, users, seconds: 1, once: false, cancel);
            answered = await server.Wrk.RunAsync(fresh.Next(), users, seconds, once: false, cancel);
            measured(new BareResult(
                server.Provider.Name,
                "`POST /items/{id}/shares`, 10 recipients",
                users,
                answered.PerSecond,
                await database.ShareItemsAsync(users, length, step * BareItems / Users.Length, cancel)));
        }
    }
}
