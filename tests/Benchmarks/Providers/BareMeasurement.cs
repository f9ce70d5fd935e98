using static Meeco.Benchmarks.Providers.Population;

namespace Meeco.Benchmarks.Providers;

/// <summary>
/// Two calls beside what the database alone does for their rows, one at a time and several at once. Server and database take turns: what else
/// the machine does then meets both.
/// </summary>
internal sealed class BareMeasurement(BareDatabase database, FilledServer server, int seconds)
{
    private const int Turns = 4;

    private static readonly int[] Users = [1, 16];

    private int Seconds => Math.Max(1, seconds / Turns);

    /// <summary>Runs them.</summary>
    public async Task RunAsync(FreshShares fresh, Action<BareResult> measured, CancellationToken cancel)
    {
        var length = TimeSpan.FromSeconds(Seconds);
        var pages = (await server.LogInAsync(GreatSharer, sessions: 1, cancel)).ListOwnItems().ToList();
        foreach (var (users, step) in Users.Select(static (users, step) => (users, step)))
        {
            measured(await InTurnAsync(
                "`GET /items`, 200 own items", users, pages, _ => pages, _ => database.ReadItemsAsync(users, length, cancel), cancel));

            var shares = fresh.Next();
            var part = shares.Count / Turns;
            measured(await InTurnAsync(
                "`POST /items/{id}/shares`, 10 recipients",
                users,
                fresh.WarmUp,
                turn => [.. shares.Skip(turn * part).Take(part)],
                turn => database.ShareItemsAsync(users, length, ((step * Turns) + turn) * BareItems / (Turns * Users.Length), cancel),
                cancel));
        }
    }

    private async Task<BareResult> InTurnAsync(
        string call,
        int users,
        IReadOnlyList<PreparedRequest> warmUp,
        Func<int, IReadOnlyList<PreparedRequest>> requests,
        Func<int, Task<double>> askDatabase,
        CancellationToken cancel)
    {
        var (answered, alone) = (0.0, 0.0);
        for (var turn = 0; turn < Turns; turn++)
        {
            await server.Wrk.RunAsync(warmUp, users, seconds: 1, once: false, cancel);
            answered += (await server.Wrk.RunAsync(requests(turn), users, Seconds, once: false, cancel)).PerSecond;
            alone += await askDatabase(turn);
        }

        return new BareResult(server.Provider.Name, call, users, answered / Turns, alone / Turns);
    }
}
