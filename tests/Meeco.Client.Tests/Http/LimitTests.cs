using System.Net;
using System.Net.Http.Headers;
using Meeco.Client.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Wire;

namespace Meeco.Client.Tests.Http;

/// <summary>Servers that take no more calls for a while (docs/WIRE.md 1.8).</summary>
public sealed class LimitTests
{
    private const string Slot = """
        {"slot":{"id":"1","own":true,"name":"vin","label":"VIN","created_at":"2026-01-01","updated_at":"2026-01-01"}}
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Rule("8.7")]
    public async Task A_server_that_says_when_to_come_again_is_obeyed()
    {
        using var servers = new ScriptedServers(new ScriptedTransport()
            .Then(() => Busy(TimeSpan.FromSeconds(11)))
            .Answer(HttpStatusCode.OK, Slot));

        await servers.Apis.Items.GetSlotAsync("1", Cancel);

        servers.Time.Waits.Should().ContainSingle().Which.Should()
            .BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(11)).And.BeLessThan(TimeSpan.FromSeconds(12.1));
    }

    [Fact]
    public async Task Being_told_to_wait_does_not_count_as_failing()
    {
        var transport = new ScriptedTransport();
        for (var times = 0; times < 20; times++)
        {
            transport.Then(() => Busy(TimeSpan.FromSeconds(1)));
        }

        using var servers = new ScriptedServers(transport.Answer(HttpStatusCode.OK, Slot));

        (await servers.Apis.Items.GetSlotAsync("1", Cancel)).Slot.Name.Should().Be("vin");
    }

    [Fact]
    public async Task Any_call_is_sent_again_for_a_refusal_of_this_kind_means_that_nothing_was_done()
    {
        using var servers = new ScriptedServers(new ScriptedTransport()
            .Then(() => Busy(TimeSpan.FromSeconds(1)))
            .Answer(HttpStatusCode.Unauthorized));

        var posting = () => servers.Apis.Users.PostSessionAsync(new PostSessionRequest(), Cancel);

        (await posting.Should().ThrowAsync<MeecoServerException>()).Which.Status.Should().Be(HttpStatusCode.Unauthorized);
        servers.Transport.Calls.Should().HaveCount(2);
    }

    [Fact]
    public async Task What_was_never_deleted_does_not_count_as_deleted()
    {
        using var servers = new ScriptedServers(new ScriptedTransport()
            .Then(() => Busy(TimeSpan.FromSeconds(1)))
            .Answer(HttpStatusCode.NotFound));

        var deleting = () => servers.Apis.Shares.DeleteAsync("1", Cancel);

        await deleting.Should().ThrowAsync<MeecoServerException>();
    }

    [Fact]
    public async Task Where_the_server_does_not_say_for_how_long_the_waits_grow()
    {
        using var servers = new ScriptedServers(new ScriptedTransport()
            .Answer(HttpStatusCode.TooManyRequests)
            .Answer(HttpStatusCode.TooManyRequests)
            .Answer(HttpStatusCode.TooManyRequests)
            .Answer(HttpStatusCode.OK, Slot));

        await servers.Apis.Items.GetSlotAsync("1", Cancel);

        servers.Time.Waits.Should().HaveCount(3).And.BeInAscendingOrder();
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_left_to_the_user()
    {
        using var servers = new ScriptedServers(new ScriptedTransport().Then(() => Busy(TimeSpan.FromMinutes(15))));

        var reading = () => servers.Apis.Items.GetSlotAsync("1", Cancel);

        var refused = (await reading.Should().ThrowAsync<MeecoServerException>()).Which;
        refused.ErrorId.Should().Be("RateLimited");
        refused.Category.Should().Be(MeecoErrorCategory.Busy);
        refused.RetryAfter.Should().Be(TimeSpan.FromMinutes(15));
        refused.RecommendedAction.Should().Be("Try again in 900 seconds.");
        servers.Transport.Calls.Should().ContainSingle();
        servers.Time.Waits.Should().BeEmpty();
    }

    [Fact, Rule("8.7")]
    public async Task Cancelling_ends_a_wait_at_once()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var servers = new ScriptedServers(new ScriptedTransport().Then(() =>
        {
            stop.Cancel();
            return Busy(TimeSpan.FromSeconds(29));
        }));

        var reading = () => servers.Apis.Items.GetSlotAsync("1", stop.Token);

        await reading.Should().ThrowAsync<OperationCanceledException>();
        servers.Transport.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task A_call_that_does_not_come_to_its_turn_in_time_says_that_the_server_limits()
    {
        // The pause never ends, and the time for the call is over at once.
        using var pacer = new CallPacer(new NeverTime());
        using var transport = new ScriptedTransport().Then(() => Busy(TimeSpan.FromSeconds(1)));
        using var client = new HttpClient(new ResilienceHandler(
            new ClientSettings { CallTimeout = TimeSpan.FromSeconds(3) }, pacer) { InnerHandler = transport });

        var reading = () => client.GetAsync(new Uri("http://127.0.0.1:1/"), Cancel);

        (await reading.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("RateLimited");
    }

    [Fact]
    public async Task A_pause_holds_all_calls_of_the_session_back_and_whoever_listens_is_told()
    {
        var time = new HeldTime();
        using var pacer = new CallPacer(time);
        using var session = new PacedCalls(pacer);
        var (early, late) = (new List<CallWait>(), new List<CallWait>());
        pacer.Waiting += early.Add;
        pacer.Pause(new Uri("http://127.0.0.1:1/"), TimeSpan.FromSeconds(5));
        pacer.Waiting += late.Add;

        var calls = new[] { session.Start(), session.Start() };

        session.Sent.Should().Be(0);
        time.Fire();
        await session.SentAsync(2);
        session.Finish(2, HttpStatusCode.OK);
        await Task.WhenAll(calls);
        early.Should().ContainSingle().Which.Time.Should().Be(TimeSpan.FromSeconds(5));
        late.Should().ContainSingle().Which.Reason.Should().Be(CallWaitReason.Limited);
    }

    [Fact]
    public async Task Of_several_pauses_the_longest_counts()
    {
        var time = new HeldTime();
        using var pacer = new CallPacer(time);
        using var session = new PacedCalls(pacer);
        pacer.Pause(server: null, TimeSpan.FromSeconds(5));
        pacer.Pause(server: null, TimeSpan.FromSeconds(9));
        pacer.Pause(server: null, TimeSpan.FromSeconds(2));

        time.Fire(0);
        _ = session.Start();

        session.Sent.Should().Be(0);
        time.Timers.Should().Be(2);
        time.Fire(1);
        await session.SentAsync(1);
    }

    [Fact]
    public async Task Refusals_halve_the_calls_in_flight_once_and_success_lets_them_grow_by_one()
    {
        using var pacer = new CallPacer(new HeldTime());
        using var session = new PacedCalls(pacer);
        var refused = Enumerable.Range(0, 8).Select(_ => session.Start()).ToList();
        session.Peak.Should().Be(8, "without a refusal there is no limit");
        session.Finish(8, HttpStatusCode.TooManyRequests);
        await Task.WhenAll(refused);
        session.Peak = 0;

        for (var call = 0; call < 40; call++)
        {
            _ = session.Start();
        }

        await session.SentAsync(8 + 4);
        session.Peak.Should().Be(4, "all eight went out together, so they are one reason");
        for (var done = 1; done <= 5; done++)
        {
            session.Finish(1, HttpStatusCode.OK);
            await session.SentAsync(8 + 4 + done);
        }

        await session.SentAsync(8 + 4 + 5 + 1);
        session.Peak.Should().Be(5);
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_stand_in_the_way_of_others()
    {
        using var pacer = new CallPacer(new HeldTime());
        using var session = new PacedCalls(pacer);
        var refused = session.Start();
        session.Finish(1, HttpStatusCode.TooManyRequests);
        await refused;
        var first = session.Start();
        using var stop = new CancellationTokenSource();
        var impatient = session.StartImpatient(stop.Token);
        var last = session.Start();

        await stop.CancelAsync();
        session.Finish(1, HttpStatusCode.TooManyRequests);

        await session.SentAsync(3);
        session.Finish(1, HttpStatusCode.OK);
        await Task.WhenAll(first, last);
        var waiting = () => impatient;
        await waiting.Should().ThrowAsync<OperationCanceledException>();
    }

    private static HttpResponseMessage Busy(TimeSpan wait)
    {
        var answer = ScriptedTransport.Json("{}", HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter = new RetryConditionHeaderValue(wait);
        return answer;
    }

    private sealed class NeverTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
    }
}
