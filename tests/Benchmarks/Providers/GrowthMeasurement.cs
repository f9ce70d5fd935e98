using static Meeco.Benchmarks.Providers.Population;

namespace Meeco.Benchmarks.Providers;

/// <summary>Measures all calls of growth on the database as it is now, one request at a time.</summary>
internal sealed class GrowthMeasurement(Filling filling, VaultHttp http, Prototype prototype, Wrk wrk)
{
    private const int Measured = 12;
    private const int SessionsOfEach = 51;
    private const int SessionsOfOne = 301;
    private const int Seconds = 2;
    private const string Sharer = "who shared a tenth";
    private const string Recipient = "who received a hundredth";

    /// <summary>Runs them.</summary>
    /// <param name="rings">How many there are; nobody of the one that is taken was measured before.</param>
    /// <param name="measured">Told of each.</param>
    /// <param name="cancel">Stops.</param>
    public async Task RunAsync(int rings, Action<string, string, WrkResult> measured, CancellationToken cancel)
    {
        var ring = rings / 2;
        var ordinary = new List<Person>();
        for (var user = 0; user < UsersPerRing; user++)
        {
            ordinary.Add(await LogInAsync(User(ring, user), SessionsOfEach));
        }

        var sharer = await LogInAsync(GreatSharer, SessionsOfOne);
        var recipient = await LogInAsync(FirstGreatRecipient + Recipients - 1, SessionsOfOne);
        foreach (var call in GrowthCall.All)
        {
            await wrk.RunAsync(Person.InTurn(ordinary[Measured..], call.Requests), users: 1, 1, call.Once, cancel);
            await MeasureAsync(call, "one of many", ordinary[..Measured]);
            await MeasureAsync(call, Sharer, [sharer]);
            await MeasureAsync(call, Recipient, [recipient]);
        }

        Task<Person> LogInAsync(long user, int sessions) => Person.LogInAsync(filling, http, prototype, user, sessions, cancel);

        async Task MeasureAsync(GrowthCall call, string who, IReadOnlyList<Person> persons)
        {
            // Who has nothing of the kind sends nothing.
            if (Person.InTurn(persons, call.Requests) is { Count: > 0 } requests)
            {
                measured(call.Name, who, await wrk.RunAsync(requests, users: 1, Seconds, call.Once, cancel));
            }
        }
    }

    /// <summary>What somebody sends of a call that was measured.</summary>
    /// <param name="rings">How many there are.</param>
    /// <param name="call">The call.</param>
    /// <param name="who">As it was told of.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<PreparedRequest?> OneOfAsync(int rings, string call, string who, CancellationToken cancel)
    {
        var user = who == Sharer ? GreatSharer : who == Recipient ? FirstGreatRecipient + Recipients - 1 : User(rings / 2, UsersPerRing - 1);
        var person = await Person.LogInAsync(filling, http, prototype, user, sessions: 1, cancel);
        var requests = Person.InTurn([person], GrowthCall.All.Single(one => one.Name == call).Requests);
        return requests.Count > 0 ? requests[^1] : null;
    }
}
