using System.Text;
using Meeco.Tests.Shared;
using Meeco.Wire;

namespace Meeco.Client.Tests.Http;

/// <summary>Answers that break off, over a real connection: what counts is how .NET reports them.</summary>
public sealed class BrokenAnswerTests
{
    private const string Slot = """
        {"slot":{"id":"1","own":true,"name":"vin","label":"VIN","created_at":"2026-01-01","updated_at":"2026-01-01"}}
        """;

    private const string Whole = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 110\r\nConnection: close\r\n\r\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Broken => new(
        "",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nContent-Length: 110\r\n\r\n{\"slot\":",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"slot\":\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{\"slot\":");

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_call_that_can_be_repeated_is(string broken)
    {
        using var server = new RawServer(broken, Answer());
        using var apis = Connect(server);

        (await apis.Items.GetSlotAsync("1", Cancel)).Slot.Name.Should().Be("vin");

        server.Requests.Should().HaveCount(2);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task So_is_one_whose_connection_is_reset(string broken)
    {
        using var server = new RawServer(broken, Answer()) { Resets = true };
        using var apis = Connect(server);

        (await apis.Items.GetSlotAsync("1", Cancel)).Slot.Name.Should().Be("vin");

        server.Requests.Should().HaveCount(2);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task One_that_may_not_take_effect_twice_is_not(string broken)
    {
        using var server = new RawServer(broken, Answer());
        using var apis = Connect(server);

        var posting = () => apis.Users.PostMeAsync(new PostMeRequest(), Cancel);

        (await posting.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ServerUnreachable");
        server.Requests.Should().ContainSingle();
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task With_a_key_it_is_sent_again_under_the_same(string broken)
    {
        using var server = new RawServer(broken, Answer("""{"shares":[]}"""));
        using var apis = Connect(server);

        await apis.Shares.CreateAsync("1", new PostItemSharesRequest { Shares = [] }, "\"7\"", "key-1", Cancel);

        server.Requests.Should().HaveCount(2).And.AllSatisfy(request => request.Should().Contain("Idempotency-Key: key-1"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task So_are_the_bytes_of_files_that_are_read_into_place(bool resets)
    {
        using var server = new RawServer(
            "HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\n\r\nab",
            "HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\n\r\nabcde") { Resets = resets };
        using var apis = Connect(server);
        var target = new byte[5];

        (await apis.Blobs.GetRangeAsync(new Uri(server.Address, "blob"), 0, target, Cancel)).Should().Be(5);

        Encoding.ASCII.GetString(target).Should().Be("abcde");
    }

    private static ServerApis Connect(RawServer server) => new(
        new MeecoEnvironment(server.Address, server.Address), new ClientSettings { RetryDelay = TimeSpan.FromMilliseconds(1) });

    private static string Answer(string body = Slot) => Whole.Replace(
        "110", body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal) + body;
}
