using System.Diagnostics;
using System.Net.Http.Headers;
using Meeco.Benchmarks.Comparison;

namespace Meeco.Benchmarks.Rows;

/// <summary>
/// Several users at once, each with one request at a time and an item of his own. The requests are made beforehand and the
/// answers thrown away, since client and server share the machine.
/// </summary>
internal sealed class LoadRow : IRow
{
    private static readonly int[] Users = [1, 4, 16, 64];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public string Name => "load";

    public async Task RunAsync(Stage stage, CancellationToken cancel)
    {
        Stage.Say("makes users");
        var accounts = await stage.World.RecipientsAsync(Users.Max(), cancel);
        var callers = new Caller[accounts.Count];
        await Parallel.ForAsync(0, accounts.Count, cancel, async (index, stop) => callers[index] = await Caller.CreateAsync(accounts[index], stop));
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Users.Max() });
        foreach (var (kind, request) in new (string, Func<Caller, HttpRequestMessage>)[]
        {
            ("reads: `GET /items/{id}`, 3 slots", static caller => caller.Read()),
            ("writes: `PUT /items/{id}`, 1 slot", static caller => caller.Write()),
        })
        {
            foreach (var users in Users)
            {
                await RunAsync(http, callers[..users], request, WarmUp, cancel);
                await using var watch = ProcessWatch.Of(stage.Server.Process);
                var length = TimeSpan.FromSeconds(stage.Sizes.LoadSeconds);
                var timer = Stopwatch.StartNew();
                var (times, errors) = await RunAsync(http, callers[..users], request, length, cancel);
                var (elapsed, server) = (timer.Elapsed, await watch.StopAsync());
                stage.Report.Add(new LoadResult(
                    kind,
                    users,
                    times.Count / elapsed.TotalSeconds,
                    Median.Percentile(times, 0.5),
                    Median.Percentile(times, 0.99),
                    errors,
                    server with { Cpu = server.Cpu / Math.Max(1, times.Count) }));
            }
        }
    }

    private static async Task<(List<double> Sorted, int Errors)> RunAsync(
        HttpClient http, Caller[] callers, Func<Caller, HttpRequestMessage> request, TimeSpan length, CancellationToken cancel)
    {
        var timer = Stopwatch.StartNew();
        var all = await Task.WhenAll(callers.Select(async caller =>
        {
            var times = new List<double>();
            var errors = 0;
            while (timer.Elapsed < length)
            {
                var begun = timer.Elapsed;
                try
                {
                    using var message = request(caller);
                    using var answer = await http.SendAsync(message, cancel);
                    errors += answer.IsSuccessStatusCode ? 0 : 1;
                }
                catch (HttpRequestException)
                {
                    errors++;
                }

                times.Add((timer.Elapsed - begun).TotalMilliseconds);
            }

            return (times, errors);
        }));
        return ([.. all.SelectMany(static one => one.times).Order()], all.Sum(static one => one.errors));
    }

    /// <summary>A user with an item, and his requests.</summary>
    private sealed record Caller(Uri Item, string Token, byte[] Change)
    {
        public static async Task<Caller> CreateAsync(Account account, CancellationToken cancel)
        {
            await World.AddItemsAsync(account, 1, cancel);
            var session = account.Session;
            var item = await session.Items.ListAsync(new ItemFilter { Own = true }, cancel).FirstAsync(cancel);
            var slot = item.Slots.First(static one => one.Value is not null);
            var change = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new
            {
                item = new { slots_attributes = new[] { new { id = slot.Id, encrypted_value = session.Keys.Dek.EncryptText("another value") } } },
            });
            return new Caller(
                new Uri(session.Environment.VaultUrl + $"/items/{item.Id}"), session.Apis.VaultToken.Value!, change);
        }

        public HttpRequestMessage Read() => Message(HttpMethod.Get);

        public HttpRequestMessage Write()
        {
            var message = Message(HttpMethod.Put);
            message.Content = new ByteArrayContent(Change);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return message;
        }

        public override string ToString() => Item.ToString();

        private HttpRequestMessage Message(HttpMethod method)
        {
            var message = new HttpRequestMessage(method, Item);
            message.Headers.TryAddWithoutValidation("Authorization", Token);
            return message;
        }
    }
}
