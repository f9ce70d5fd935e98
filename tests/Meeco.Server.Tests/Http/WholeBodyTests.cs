using System.Net.Sockets;
using System.Text;
using Meeco.Server.Tests.Fixtures;

namespace Meeco.Server.Tests.Http;

/// <summary>Bodies that come in parts, or not at all.</summary>
public sealed class WholeBodyTests : IAsyncDisposable
{
    private const string Body = """{"srp_challenge":{"username":"nobody","srp_a":"00"}}""";

    private readonly MeecoServer _beside = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _beside.DisposeAsync();

    [Theory]
    [InlineData("Content-Type: application/json\r\n")]
    [InlineData("Content-Type: application/json\r\nIdempotency-Key: parts\r\n")]
    public async Task A_body_that_comes_byte_by_byte_is_the_same_as_one_that_comes_at_once(string headers)
    {
        await using var server = await ServerProcess.StartAsync(_beside);

        var (atOnce, inParts) = (await AskAsync(server, headers, Body.Length), await AskAsync(server, headers, 1));

        atOnce.Should().StartWith("HTTP/1.1 4").And.Contain("errors");
        Essence(inParts).Should().Be(Essence(atOnce));

        static string Essence(string answer) => answer[..answer.IndexOf('\n', StringComparison.Ordinal)] + answer[answer.IndexOf('{', StringComparison.Ordinal)..];
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_hangs_up_in_the_middle_of_a_body_is_no_failure_of_the_server(bool resets)
    {
        await using var server = await ServerProcess.StartAsync(_beside);

        using (var client = await BeginAsync(server, "Content-Type: application/json\r\n"))
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Body[..10]), Cancel);
            await Task.Delay(TimeSpan.FromMilliseconds(200), Cancel);
            client.LingerState = new LingerOption(resets, 0);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(200), Cancel);
        (await server.Anonymous.GetAsync("/health/live")).Should(200);
        await server.SignalAsync("TERM");
        await server.EndedAsync();
        server.Log.Should().NotContain("fail:");
    }

    private static async Task<string> AskAsync(ServerProcess server, string headers, int bytesAtOnce)
    {
        using var client = await BeginAsync(server, headers + "Connection: close\r\n");
        foreach (var part in Encoding.ASCII.GetBytes(Body).Chunk(bytesAtOnce))
        {
            await client.GetStream().WriteAsync(part, Cancel);
        }

        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(Cancel);
    }

    private static async Task<TcpClient> BeginAsync(ServerProcess server, string headers)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Address.Host, server.Address.Port, Cancel);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"POST /keystore/srp/challenges HTTP/1.1\r\nHost: {server.Address.Authority}\r\nContent-Length: {Body.Length}\r\n{headers}\r\n"), Cancel);
        return client;
    }
}
