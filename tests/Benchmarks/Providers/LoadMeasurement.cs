using Meeco.Benchmarks.Comparison;
using static Meeco.Benchmarks.Providers.Population;

namespace Meeco.Benchmarks.Providers;

/// <summary>Reads and writes of several users at once.</summary>
internal sealed class LoadMeasurement(FilledServer server, int seconds)
{
    private static readonly int[] Users = [1, 4, 16, 64];

    /// <summary>Runs them.</summary>
    public async Task RunAsync(FreshShares fresh, Action<LoadResult> measured, CancellationToken cancel)
    {
        var persons = new List<Person>();
        for (var user = 0; user < Math.Min(Users.Max(), server.Rings * UsersPerRing); user++)
        {
            persons.Add(await server.LogInAsync(User(0, user), sessions: 1, cancel));
        }

        foreach (var (kind, calls) in new (string, Func<Person, IEnumerable<PreparedRequest>>)[]
        {
            ("`GET /items/{id}`, 3 slots", static person => person.GetItems()),
            ("`GET /items`, a page of 200", static person => person.ListItems()),
            ("`PUT /items/{id}`, 10 shares and so a task", static person => person.ChangeItems()),
        })
        {
            var requests = Person.InTurn(persons, calls);
            await MeasureAsync(kind, requests, () => requests, measured, cancel);
        }

        await MeasureAsync("`POST /items/{id}/shares`, 10 recipients", fresh.WarmUp, fresh.Next, measured, cancel);
    }

    private async Task MeasureAsync(
        string kind,
        IReadOnlyList<PreparedRequest> warmUp,
        Func<IReadOnlyList<PreparedRequest>> next,
        Action<LoadResult> measured,
        CancellationToken cancel)
    {
        foreach (var users in Users)
        {
            await server.Wrk.RunAsync(warmUp, users, seconds: 1, once: false, cancel);
            await using var watch = ProcessWatch.Of(server.Process.Process);
            var result = await server.Wrk.RunAsync(next(), users, seconds, once: false, cancel);
            var usage = await watch.StopAsync();
            measured(new LoadResult(
                kind,
                users,
                result.PerSecond,
                result.Median,
                result.P99,
                result.Errors,
                usage with { Cpu = usage.Cpu / Math.Max(1, result.PerSecond * seconds) }));
        }
    }
}
