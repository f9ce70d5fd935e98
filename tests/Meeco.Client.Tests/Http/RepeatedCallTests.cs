using System.Net;
using Meeco.Client.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Wire;

namespace Meeco.Client.Tests.Http;

public sealed class RepeatedCallTests
{
    private const string Slot = """
        {"slot":{"id":"1","own":true,"name":"vin","label":"VIN","created_at":"2026-01-01","updated_at":"2026-01-01"}}
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_is_repeated_until_the_server_is_back()
    {
        using var servers = new ScriptedServers(new ScriptedTransport()
            .Answer(HttpStatusCode.ServiceUnavailable)
            .Answer(HttpStatusCode.BadGateway)
            .Answer(HttpStatusCode.OK, Slot));

        var answer = await servers.Apis.Items.GetSlotAsync("1", Cancel);

        answer.Slot.Name.Should().Be("vin");
        servers.Transport.Calls.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_read_is_given_up_in_the_end()
    {
        using var servers = new ScriptedServers(new ScriptedTransport().Answer(HttpStatusCode.ServiceUnavailable));

        var reading = () => servers.Apis.Items.GetSlotAsync("1", Cancel);

        (await reading.Should().ThrowAsync<MeecoServerException>()).Which.ErrorId.Should().Be("ServerFailed");
        servers.Transport.Calls.Should().HaveCount(4);
    }

    [Fact]
    public async Task A_call_that_may_not_take_effect_twice_is_sent_once()
    {
        using var servers = new ScriptedServers(new ScriptedTransport().Answer(HttpStatusCode.ServiceUnavailable));

        var posting = () => servers.Apis.Users.PostMeAsync(new PostMeRequest(), Cancel);

        await posting.Should().ThrowAsync<MeecoServerException>();
        servers.Transport.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task A_call_with_an_idempotency_key_is_repeated_with_the_same_key_and_body()
    {
        using var servers = new ScriptedServers(new ScriptedTransport()
            .Answer(HttpStatusCode.GatewayTimeout)
            .Answer(HttpStatusCode.OK, """{"shares":[]}"""));

        await servers.Apis.Shares.CreateAsync(
            "1", new PostItemSharesRequest { Shares = [new() { Terms = "none" }] }, "\"7\"", "key-1", Cancel);

        servers.Transport.Calls.Should().HaveCount(2);
        servers.Transport.Calls[0].Body.Should().Be("""{"shares":[{"terms":"none"}]}""");
        servers.Transport.Calls[1].Should().BeEquivalentTo(servers.Transport.Calls[0]);
        servers.Transport.Calls[1].Headers.Should().Contain(WireHeaders.IdempotencyKey, "key-1").And.Contain("If-Match", "\"7\"");
    }

    [Fact]
    public async Task A_call_that_never_reached_the_server_is_repeated_whatever_it_is()
    {
        using var servers = new ScriptedServers(new ScriptedTransport()
            .Then(() => throw new HttpRequestException(HttpRequestError.ConnectionError))
            .Answer(HttpStatusCode.Unauthorized));

        var posting = () => servers.Apis.Users.PostSessionAsync(new PostSessionRequest(), Cancel);

        (await posting.Should().ThrowAsync<MeecoServerException>()).Which.ErrorId.Should().Be("SessionExpired");
        servers.Transport.Calls.Should().HaveCount(2);
    }

    [Fact]
    public async Task Without_such_a_word_the_waits_grow()
    {
        using var servers = new ScriptedServers(new ScriptedTransport().Answer(HttpStatusCode.ServiceUnavailable));

        var reading = () => servers.Apis.Items.GetSlotAsync("1", Cancel);

        await reading.Should().ThrowAsync<MeecoServerException>();
        servers.Time.Waits.Should().HaveCount(3);
        servers.Time.Waits.Should().AllSatisfy(wait => wait.Should().BeLessThan(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_deletion_whose_answer_was_lost_counts_as_done()
    {
        using var servers = new ScriptedServers(new ScriptedTransport()
            .Then(() => throw new HttpRequestException(HttpRequestError.ResponseEnded))
            .Answer(HttpStatusCode.NotFound));

        var deleting = () => servers.Apis.Shares.DeleteAsync("1", Cancel);

        await deleting.Should().NotThrowAsync();
        servers.Transport.Calls.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_deletion_of_what_is_not_there_is_refused()
    {
        using var servers = new ScriptedServers(new ScriptedTransport().Answer(HttpStatusCode.NotFound));

        var deleting = () => servers.Apis.Shares.DeleteAsync("1", Cancel);

        await deleting.Should().ThrowAsync<MeecoServerException>();
    }

    [Fact, Rule("8.7")]
    public async Task A_try_that_hangs_is_ended_and_repeated()
    {
        using var servers = new ScriptedServers(
            new ScriptedTransport().Then(HangAsync),
            new ImpatientTime { TriesTimeOut = true });

        var reading = () => servers.Apis.Items.GetSlotAsync("1", Cancel);

        (await reading.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ServerTimedOut");
        servers.Transport.Calls.Should().HaveCount(4);
    }

    [Fact]
    public async Task An_answer_that_stops_halfway_is_ended_too()
    {
        using var servers = new ScriptedServers(
            new ScriptedTransport().Then(() => new HttpResponseMessage { Content = new StreamContent(new HangingStream()) }),
            new ImpatientTime { TriesTimeOut = true });

        var reading = () => servers.Apis.Items.GetSlotAsync("1", Cancel);

        (await reading.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ServerTimedOut");
    }

    [Fact, Rule("8.7")]
    public async Task Cancelling_ends_a_call_at_once()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var servers = new ScriptedServers(new ScriptedTransport().Then(async (request, cancel) =>
        {
            await stop.CancelAsync();
            return await HangAsync(request, cancel);
        }));

        var reading = () => servers.Apis.Items.GetSlotAsync("1", stop.Token);

        await reading.Should().ThrowAsync<OperationCanceledException>();
        servers.Transport.Calls.Should().ContainSingle();
    }

    [Fact, Rule("8.7")]
    public async Task Cancelling_ends_the_wait_before_another_try_at_once()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var time = new ImpatientTime { OnWait = _ => stop.Cancel() };
        using var servers = new ScriptedServers(
            new ScriptedTransport().Then(() => throw new HttpRequestException(HttpRequestError.ConnectionError)), time);

        var reading = () => servers.Apis.Items.GetSlotAsync("1", stop.Token);

        await reading.Should().ThrowAsync<OperationCanceledException>();
        servers.Transport.Calls.Should().ContainSingle();
    }

    [Fact, Rule("8.7")]
    public async Task A_call_whose_time_is_over_is_ended_whatever_it_waits_for()
    {
        using var servers = new ScriptedServers(
            new ScriptedTransport().Then(HangAsync),
            new ImpatientTime { CallsTimeOut = true });

        var reading = () => servers.Apis.Items.GetSlotAsync("1", Cancel);

        (await reading.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ServerTimedOut");
        servers.Transport.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task Whoever_listens_is_told_of_another_try_and_why()
    {
        using var servers = new ScriptedServers(new ScriptedTransport()
            .Then(() => throw new HttpRequestException(HttpRequestError.ConnectionError))
            .Answer(HttpStatusCode.ServiceUnavailable)
            .Answer(HttpStatusCode.OK, Slot));
        var heard = new List<CallWait>();
        servers.Apis.Pacer.Waiting += heard.Add;

        await servers.Apis.Items.GetSlotAsync("1", Cancel);

        heard.Select(wait => wait.Reason).Should().Equal(CallWaitReason.Unreachable, CallWaitReason.Failing);
        heard.Should().OnlyContain(wait => wait.Server!.Port == 1 && wait.Time > TimeSpan.Zero);
    }

    private static async Task<HttpResponseMessage> HangAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        await Task.Delay(Timeout.Infinite, cancel);
        throw new InvalidOperationException($"{request.Method} went on after its end.");
    }

    private sealed class HangingStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
