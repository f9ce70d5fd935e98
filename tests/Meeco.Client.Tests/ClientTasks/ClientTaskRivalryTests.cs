using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Meeco.Client.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Wire;

namespace Meeco.Client.Tests.ClientTasks;

/// <summary>Several runs over the tasks of one user. Every test has an empty queue to begin with, and leaves one.</summary>
public sealed class ClientTaskRivalryTests(Friends friends) : IClassFixture<Friends>, IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private MeecoSession Alice => friends.Alice;

    public async ValueTask InitializeAsync() => (await Alice.ClientTasks.CountOutstandingAsync(Cancel)).Total.Should().Be(0);

    [Fact]
    public async Task Sessions_that_run_at_once_do_every_task_once()
    {
        var items = await friends.NewChangedCarsAsync(60);
        var uploaded = new ConcurrentBag<string>();
        var sessions = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => SessionAsync(Noting(uploaded))));

        var results = await Task.WhenAll(sessions.Select(session => RunAsync(session, new BatchOptions { ThrottleLimit = 4 })));

        results.SelectMany(all => all).Where(result => result.Outcome != ClientTaskOutcome.Skipped).Should().HaveCount(60)
            .And.OnlyHaveUniqueItems(result => result.ClientTaskId)
            .And.AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Completed));
        uploaded.Should().BeEquivalentTo(items.Select(item => item.Original));
    }

    [Fact]
    public async Task Runs_of_one_session_at_once_do_every_task_once()
    {
        var items = await friends.NewChangedCarsAsync(40);
        var uploaded = new ConcurrentBag<string>();
        var alice = await SessionAsync(Noting(uploaded));

        var results = await Task.WhenAll(
            RunAsync(alice, new BatchOptions { ThrottleLimit = 4 }), RunAsync(alice, new BatchOptions { ThrottleLimit = 4 }));

        results.SelectMany(all => all).Where(result => result.Outcome != ClientTaskOutcome.Skipped).Should().HaveCount(40)
            .And.AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Completed));
        uploaded.Should().BeEquivalentTo(items.Select(item => item.Original));
        alice.ClientTasks.InWork.Count.Should().Be(0);
    }

    [Fact, Rule("claims")]
    public async Task A_claim_that_lapsed_and_went_to_another_session_loses()
    {
        var (item, copy) = (await friends.NewChangedCarsAsync(1))[0];
        var winner = await SessionAsync(new HookedTransport());
        var loser = await LoserAsync(item, winner, call => call.SendAsync());

        var lost = (await RunAsync(loser, new BatchOptions())).Should().ContainSingle().Which;

        lost.Should().BeEquivalentTo(new { Outcome = ClientTaskOutcome.Skipped, ErrorId = "ClientTaskClaimed", SharesUpdated = 0 });
        (await friends.Bob.Items.GetAsync(copy, Cancel))["licence_plate"].Should().Be("OLD", "what came late was not stored");
        var task = await winner.ClientTasks.ListAsync(new ClientTaskFilter { TargetId = item }, Cancel).SingleAsync(Cancel);
        task.Should().BeEquivalentTo(new { State = ClientTaskState.InProgress, ClaimedByThisSession = true });
        (await RunAsync(winner, new BatchOptions())).Should().ContainSingle().Which.Outcome.Should().Be(ClientTaskOutcome.Completed);
        (await friends.Bob.Items.GetAsync(copy, Cancel))["licence_plate"].Should().Be("NEW");
    }

    [Fact, Rule("claims")]
    public async Task Who_has_lost_his_claim_does_not_mark_the_task_as_failed()
    {
        var item = (await friends.NewChangedCarsAsync(1))[0].Original;
        var winner = await SessionAsync(new HookedTransport());
        var loser = await LoserAsync(item, winner, _ => Task.FromResult(ScriptedTransport.Json("{}", HttpStatusCode.UnprocessableEntity)));

        (await RunAsync(loser, new BatchOptions())).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Outcome = ClientTaskOutcome.Skipped, ErrorId = "ClientTaskClaimed" });

        (await RunAsync(winner, new BatchOptions())).Should().ContainSingle().Which.Outcome.Should().Be(ClientTaskOutcome.Completed);
    }

    [Fact, Rule("claims")]
    public async Task Giving_back_does_not_release_what_another_session_has_claimed_since()
    {
        var item = (await friends.NewChangedCarsAsync(1))[0].Original;
        var winner = await SessionAsync(new HookedTransport());
        var loser = await LoserAsync(item, winner, _ => throw new HttpRequestException(HttpRequestError.SecureConnectionError));

        var running = () => RunAsync(loser, new BatchOptions());

        (await running.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ServerUnreachable");
        var task = await winner.ClientTasks.ListAsync(new ClientTaskFilter { TargetId = item }, Cancel).SingleAsync(Cancel);
        task.Should().BeEquivalentTo(new { State = ClientTaskState.InProgress, ClaimedByThisSession = true });
        await RunAsync(winner, new BatchOptions());
    }

    [Fact, Rule("8.6")]
    public async Task What_another_session_claimed_is_left_alone_until_that_session_has_ended()
    {
        await friends.NewChangedCarsAsync(1);
        var other = await SessionAsync(new HookedTransport());
        await ClaimAllAsync(other);

        (await RunAsync(Alice, new BatchOptions())).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Outcome = ClientTaskOutcome.Skipped, ErrorId = "ClientTaskClaimed", Duration = TimeSpan.Zero });
        (await RunAsync(Alice, new BatchOptions { Force = true })).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Outcome = ClientTaskOutcome.Skipped, ErrorId = "ClientTaskClaimed" });
        await other.User.LogOutAsync(Cancel);

        (await RunAsync(Alice, new BatchOptions { Force = true })).Should().ContainSingle()
            .Which.Outcome.Should().Be(ClientTaskOutcome.Completed);
    }

    [Fact, Rule("8.6")]
    public async Task Taking_over_what_ended_sessions_left_takes_a_call_a_page_and_leaves_the_living_theirs()
    {
        await friends.NewChangedCarsAsync(25);
        var ended = await SessionAsync(new HookedTransport());
        var living = await SessionAsync(new HookedTransport());
        await ClaimAllAsync(living, 3);
        await ClaimAllAsync(ended);
        await ended.User.LogOutAsync(Cancel);
        var transport = new HookedTransport(call =>
        {
            if (call.Request.RequestUri!.Query is { } query && query.Contains("state=in_progress", StringComparison.Ordinal))
            {
                call.Request.RequestUri = new UriBuilder(call.Request.RequestUri) { Query = $"{query}&per_page=10" }.Uri;
            }

            return call.SendAsync();
        });
        var alice = await SessionAsync(transport);

        var results = await RunAsync(alice, new BatchOptions { Force = true });

        results.Count(result => result.Outcome == ClientTaskOutcome.Completed).Should().Be(22);
        results.Where(result => result.Outcome != ClientTaskOutcome.Completed).Should().HaveCount(3)
            .And.AllSatisfy(result => result.ErrorId.Should().Be("ClientTaskClaimed"));
        transport.Lines.Count(line => line == "PUT /vault/client_task_queue").Should().Be(3);
        (await RunAsync(living, new BatchOptions())).Should().HaveCount(3)
            .And.AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Completed));
    }

    [Fact, Rule("8.6")]
    public async Task The_claim_of_a_living_session_is_taken_over_after_the_user_agreed()
    {
        await friends.NewChangedCarsAsync(1);
        await ClaimAllAsync(await SessionAsync(new HookedTransport()));

        (await RunAsync(Alice, new BatchOptions { Force = true, ForceLive = true })).Should().ContainSingle()
            .Which.Outcome.Should().Be(ClientTaskOutcome.Completed);
    }

    public async ValueTask DisposeAsync() =>
        (await Alice.ClientTasks.CountOutstandingAsync(CancellationToken.None)).Total.Should().Be(0);

    // Notes the items whose values were stored.
    private static HookedTransport Noting(ConcurrentBag<string> uploaded) => new(async call =>
    {
        if (call.Request.Method != HttpMethod.Put)
        {
            return await call.SendAsync();
        }

        var body = await call.Request.Content!.ReadAsStringAsync(Cancel);
        var answer = await call.SendAsync();
        if (call.Line == "PUT /vault/item_shares" && answer.IsSuccessStatusCode)
        {
            JsonSerializer.Deserialize(body, WireJson.ForRequests.PutSharesOfItemsRequest)!.Items!.ToList().ForEach(item => uploaded.Add(item.ItemId!));
        }
        else if (call.Line.StartsWith("PUT /vault/items/", StringComparison.Ordinal) && answer.IsSuccessStatusCode)
        {
            uploaded.Add(call.Line.Split('/')[3]);
        }

        return answer;
    });

    private static async Task<List<MeecoClientTaskResult>> RunAsync(MeecoSession session, BatchOptions options) =>
        await session.ClientTasks.RunBatchAsync(options, Cancel).ToListAsync(Cancel);

    private Task<MeecoSession> SessionAsync(HookedTransport transport) =>
        friends.Servers.AnotherSessionAsync(Alice, settings => settings with { CreateTransport = () => transport });

    // Its claim lapses, and goes to the winner, just before it uploads.
    private Task<MeecoSession> LoserAsync(string item, MeecoSession winner, Func<HookedTransport.Call, Task<HttpResponseMessage>> upload) =>
        SessionAsync(new HookedTransport(async call =>
        {
            if (call.Line != $"PUT /vault/items/{item}/shares")
            {
                return await call.SendAsync();
            }

            friends.Servers.Time.Advance(TimeSpan.FromMinutes(10));
            await ClaimAllAsync(winner);
            return await upload(call);
        }));

    private static async Task ClaimAllAsync(MeecoSession session, int? most = null)
    {
        var claimed = await session.Apis.ClientTasks.ListAsync(
            new ClientTasksQuery { States = [ClientTaskStates.Todo], ChangeState = "true", PerPage = most }, Cancel);
        claimed.ClientTasks.Should().NotBeEmpty();
    }
}
