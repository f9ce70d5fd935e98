using static Meeco.Benchmarks.Providers.Population;

namespace Meeco.Benchmarks.Providers;

/// <summary>
/// Measures all calls of growth, one request at a time: each on a small database and at once on a larger one, so that what else happens
/// on the machine meanwhile is the same for both.
/// </summary>
internal sealed class GrowthMeasurement(IReadOnlyList<FilledServer> servers)
{
    private const int Measured = 12;
    private const int SessionsOfEach = 51;

    // In the smallest database the great sharer has as many tasks to claim.
    private const int SessionsOfOne = 101;
    private const int Seconds = 2;
    private const string Sharer = "who shared a tenth";
    private const string Recipient = "who received a hundredth";

    /// <summary>Runs them.</summary>
    /// <param name="measured">Told of each.</param>
    /// <param name="cancel">Stops.</param>
    public async Task RunAsync(Action<GrowthResult> measured, CancellationToken cancel)
    {
        var all = new List<Persons>();
        foreach (var server in servers)
        {
            all.Add(await Persons.LogInAsync(server, cancel));
        }

        foreach (var call in GrowthCall.All)
        {
            foreach (var persons in all)
            {
                await persons.Server.Wrk.RunAsync(Person.InTurn(persons.WarmingUp, call.Requests), users: 1, seconds: 1, call.Once, cancel);
            }

            foreach (var who in all[0].Asked.Keys)
            {
                foreach (var persons in all)
                {
                    // Who has nothing of the kind sends nothing.
                    if (Person.InTurn(persons.Asked[who], call.Requests) is { Count: > 0 } requests)
                    {
                        var result = await persons.Server.Wrk.RunAsync(requests, users: 1, Seconds, call.Once, cancel);
                        measured(new GrowthResult(persons.Server.Provider.Name, call.Name, who, persons.Server.Shares, result));
                    }
                }
            }
        }
    }

    /// <summary>What somebody sends of a call that was measured, to the server with the most shares.</summary>
    /// <param name="call">The call.</param>
    /// <param name="who">As it was told of.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<PreparedRequest?> OneOfAsync(string call, string who, CancellationToken cancel)
    {
        var server = servers[^1];
        var user = who == Sharer ? GreatSharer : who == Recipient ? GreatRecipient : User(server.Rings / 2, UsersPerRing - 1);
        var person = await server.LogInAsync(user, sessions: 2, cancel);
        var requests = Person.InTurn([person], GrowthCall.All.Single(one => one.Name == call).Requests);
        return requests.Count > 0 ? requests[^1] : null;
    }

    private static long GreatRecipient => FirstGreatRecipient + Recipients - 1;

    // Users of a ring whom nobody measured before, unless there is but one, and the two great ones.
    private sealed record Persons(FilledServer Server, IReadOnlyList<Person> WarmingUp, IReadOnlyDictionary<string, IReadOnlyList<Person>> Asked)
    {
        public static async Task<Persons> LogInAsync(FilledServer server, CancellationToken cancel)
        {
            var alike = new List<Person>();
            for (var user = 0; user < UsersPerRing; user++)
            {
                alike.Add(await server.LogInAsync(User(server.Rings / 2, user), SessionsOfEach, cancel));
            }

            return new Persons(server, alike[Measured..], new Dictionary<string, IReadOnlyList<Person>>
            {
                ["one of many"] = alike[..Measured],
                [Sharer] = [await server.LogInAsync(GreatSharer, SessionsOfOne, cancel)],
                [Recipient] = [await server.LogInAsync(GreatRecipient, SessionsOfOne, cancel)],
            });
        }
    }
}
