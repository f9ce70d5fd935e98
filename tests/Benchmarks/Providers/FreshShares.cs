using static Meeco.Benchmarks.Providers.Population;

namespace Meeco.Benchmarks.Providers;

/// <summary>Calls that share items that nobody shared before, of several owners in turn: enough for each step of a run.</summary>
internal sealed class FreshShares
{
    private const int Steps = 6;

    private readonly IReadOnlyList<PreparedRequest> _requests;
    private int _taken;

    private FreshShares(IReadOnlyList<PreparedRequest> requests) => _requests = requests;

    /// <summary>A few for warming up.</summary>
    public IReadOnlyList<PreparedRequest> WarmUp => [.. _requests.TakeLast(400)];

    private int Part => (_requests.Count - 400) / Steps;

    /// <summary>Prepares them.</summary>
    public static async Task<FreshShares> PrepareAsync(FilledServer server, CancellationToken cancel)
    {
        var owners = new List<Person>();
        for (var owner = 0; owner < FreshOwners; owner++)
        {
            owners.Add(await server.LogInAsync(FirstFreshOwner + owner, sessions: 1, cancel));
        }

        return new FreshShares(Person.InTurn(owners, static person => person.ShareItems()));
    }

    /// <summary>Those of the next step.</summary>
    public IReadOnlyList<PreparedRequest> Next() => [.. _requests.Skip(_taken++ % Steps * Part).Take(Part)];
}
