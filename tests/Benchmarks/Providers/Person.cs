using System.Text.Json.Nodes;

namespace Meeco.Benchmarks.Providers;

/// <summary>A user of the filled database, what he has, and the calls he can make.</summary>
internal sealed class Person
{
    /// <summary>A page that is full for everybody in the smallest database too: the great recipient has 100 items there.</summary>
    public const int SmallPage = 100;

    private const int PageSize = 200;
    private const int OpenInvitations = 3;

    private readonly VaultHttp _http;
    private readonly Prototype _prototype;
    private readonly string _token;
    private readonly IReadOnlyList<string> _otherTokens;
    private List<(string Id, List<JsonNode> Slots)> _items = [];
    private List<string> _copies = [];
    private List<JsonNode> _connections = [];
    private List<string> _waiting = [];

    private Person(VaultHttp http, Prototype prototype, IReadOnlyList<string> tokens) =>
        (_http, _prototype, _token, _otherTokens) = (http, prototype, tokens[0], [.. tokens.Skip(1)]);

    /// <summary>Logs somebody in, and reads what he has.</summary>
    /// <param name="filling">Where he is from.</param>
    /// <param name="http">Reads.</param>
    /// <param name="prototype">What his items are like.</param>
    /// <param name="user">His key.</param>
    /// <param name="sessions">How many sessions he has, of which each can claim.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<Person> LogInAsync(
        Filling filling, VaultHttp http, Prototype prototype, long user, int sessions, CancellationToken cancel)
    {
        var tokens = new List<string>();
        for (var session = 0; session < sessions; session++)
        {
            tokens.Add(await filling.LogInAsync(user, cancel));
        }

        var person = new Person(http, prototype, tokens);
        await person.ReadAsync(cancel);
        return person;
    }

    public IEnumerable<PreparedRequest> ListItems(int pageSize = PageSize) => Once($"items?per_page={pageSize}");

    public IEnumerable<PreparedRequest> ListOwnItems() => Once($"items?own=true&per_page={PageSize}");

    public IEnumerable<PreparedRequest> GetItems() => _items.Select(item => Get($"items/{item.Id}"));

    public IEnumerable<PreparedRequest> GetCopies() => _copies.Select(copy => Get($"items/{copy}"));

    public IEnumerable<PreparedRequest> GetShares() => _items.Select(item => Get($"items/{item.Id}/shares"));

    public IEnumerable<PreparedRequest> ShareItems() => _items.Select(item => Send(
        "POST", $"items/{item.Id}/shares", _prototype.ShareBody(item.Slots, _connections.Take(Population.Recipients))));

    public IEnumerable<PreparedRequest> ChangeItems() =>
        _items.Select(item => Send("PUT", $"items/{item.Id}", _prototype.ChangeBody(item.Slots[0])));

    /// <summary>Each claim by a session of its own, for one that has claimed would be given the same again.</summary>
    public IEnumerable<PreparedRequest> ClaimTasks() => _otherTokens.Select(
        token => new PreparedRequest("GET", $"{_http.Path}/client_task_queue?state=todo&change_state=true&per_page=1", token));

    public IEnumerable<PreparedRequest> AcceptShares() => _waiting.Select(share => Send("PUT", $"incoming_shares/{share}/accept"));

    public IEnumerable<PreparedRequest> ListIncoming() => Once($"incoming_shares?per_page={SmallPage}");

    public IEnumerable<PreparedRequest> ListOutgoing() => Once($"outgoing_shares?per_page={SmallPage}");

    public IEnumerable<PreparedRequest> ListConnections() => Once($"connections?per_page={PageSize}");

    public IEnumerable<PreparedRequest> ListInvitations() => Once($"invitations?per_page={PageSize}");

    public IEnumerable<PreparedRequest> ListEvents() => Once($"activities?per_page={SmallPage}");

    /// <summary>The calls of several, in turn.</summary>
    public static IReadOnlyList<PreparedRequest> InTurn(IEnumerable<Person> persons, Func<Person, IEnumerable<PreparedRequest>> calls) =>
    [
        .. persons.SelectMany(person => calls(person).Select(static (request, index) => (request, index)))
            .OrderBy(static one => one.index)
            .Select(static one => one.request),
    ];

    public override string ToString() => $"a user with {_items.Count} items";

    private async Task ReadAsync(CancellationToken cancel)
    {
        var own = await _http.GetAsync("items?own=true&per_page=1000", _token, cancel);
        var slots = own["slots"]!.AsArray().ToLookup(static slot => (string)slot!["item_id"]!, static slot => slot!);
        _items = [.. Ids(own["items"]!).Select(id => (id, slots[id].ToList()))];
        _copies = [.. Ids((await _http.GetAsync("items?own=false&per_page=200", _token, cancel))["items"]!)];
        var connections = (await _http.GetAsync("connections", _token, cancel))["connections"]!.AsArray();
        _connections = [.. connections.Select(static one => one!["the_other_user"]!)];
        var key = (string)connections[0]!["own"]!["user_public_key"]!;
        for (var invitation = 0; invitation < OpenInvitations; invitation++)
        {
            await _http.PostAsync("invitations", _token, new { public_key = new { public_key = key }, invitation = new { } }, cancel);
        }

        _waiting = [.. Ids((await _http.GetAsync("incoming_shares?acceptance_required=acceptance_required&per_page=1000", _token, cancel))["shares"]!)];
    }

    private static IEnumerable<string> Ids(JsonNode list) => list.AsArray().Select(static one => (string)one!["id"]!);

    private IEnumerable<PreparedRequest> Once(string path) => [Get(path)];

    private PreparedRequest Get(string path) => Send("GET", path);

    private PreparedRequest Send(string method, string path, string body = "") => new(method, $"{_http.Path}/{path}", _token, body);
}
