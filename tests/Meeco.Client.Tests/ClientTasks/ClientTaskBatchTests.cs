using System.Net;
using Meeco.Client.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Wire;

namespace Meeco.Client.Tests.ClientTasks;

/// <summary>Every test has an empty queue to begin with, and leaves one.</summary>
public sealed class ClientTaskBatchTests(Friends friends) : IClassFixture<Friends>, IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private MeecoSession Alice => friends.Alice;

    public async ValueTask InitializeAsync() => (await Alice.ClientTasks.CountOutstandingAsync(Cancel)).Total.Should().Be(0);

    [Fact]
    public async Task Many_tasks_are_run_a_window_at_a_time_and_finished_with_their_upload()
    {
        var items = await friends.NewChangedCarsAsync(20);
        var transport = new HookedTransport();
        var alice = await SessionAsync(transport);

        var results = await RunAsync(alice, new BatchOptions());

        results.Select(result => result.ItemId).Should().BeEquivalentTo(items.Select(item => item.Original));
        results.Should().AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Completed));
        transport.Lines.Where(line => line.StartsWith("PUT ", StringComparison.Ordinal))
            .Should().Equal(Enumerable.Repeat("PUT /vault/item_shares", 5), "they are uploaded four at a time");
        transport.Lines.Should().NotContain("PUT /vault/client_task_queue");
        transport.Lines.Count(line => line == "GET /vault/items").Should().Be(2, "items are read in groups");
        foreach (var item in items)
        {
            (await friends.Bob.Items.GetAsync(item.Copy, Cancel))["licence_plate"].Should().Be("NEW");
        }
    }

    [Fact, Rule("8.3")]
    public async Task No_more_tasks_are_taken_than_asked_for()
    {
        await friends.NewChangedCarsAsync(3);

        var results = await RunAsync(Alice, new BatchOptions { First = 2 });

        results.Should().HaveCount(2);
        (await Alice.ClientTasks.CountOutstandingAsync(Cancel)).Should().Be(new OutstandingTasks(Todo: 1, InProgress: 0));
        await RunAsync(Alice, new BatchOptions());
    }

    [Fact, Rule("8.2")]
    public async Task A_failure_stands_on_its_task_and_does_not_stop_the_others_and_can_be_tried_again()
    {
        var items = await friends.NewChangedCarsAsync(3);
        var broken = items[1].Original;
        var alice = await SessionAsync(new HookedTransport(call => call.Line == $"PUT /vault/items/{broken}/shares" || call.Line == "PUT /vault/item_shares"
            ? Task.FromResult(ScriptedTransport.Json(
                """{"errors":[{"error":"validation_failed","http_code":422,"message":"Not today."}]}""",
                HttpStatusCode.UnprocessableEntity))
            : call.SendAsync()));

        var results = await RunAsync(alice, new BatchOptions());

        results.Count(result => result.Outcome == ClientTaskOutcome.Completed).Should().Be(2);
        var failed = results.Single(result => result.Outcome == ClientTaskOutcome.Failed);
        failed.ItemId.Should().Be(broken);
        failed.ItemLabel.Should().Be((await friends.Bob.Items.GetAsync(items[1].Copy, Cancel)).Label);
        failed.ErrorId.Should().Be("ValidationFailed");
        failed.Error!.Message.Should().Be("Not today.");
        var task = await Alice.ClientTasks.ListAsync(
            new ClientTaskFilter { States = [ClientTaskState.Failed] }, Cancel).SingleAsync(Cancel);
        task.Id.Should().Be(failed.ClientTaskId);
        task.FailureReason.Should().Be("Not today.");

        (await RunAsync(Alice, new BatchOptions())).Should().BeEmpty();
        (await RunAsync(Alice, new BatchOptions { RetryFailed = true })).Should().ContainSingle()
            .Which.Outcome.Should().Be(ClientTaskOutcome.Completed);
        (await friends.Bob.Items.GetAsync(items[1].Copy, Cancel))["licence_plate"].Should().Be("NEW");
    }

    [Fact]
    public async Task A_run_that_is_left_gives_its_claims_back()
    {
        await friends.NewChangedCarsAsync(4);
        var alice = await SessionAsync(new HookedTransport());

        await foreach (var result in alice.ClientTasks.RunBatchAsync(new BatchOptions { ThrottleLimit = 1 }, Cancel))
        {
            result.Outcome.Should().Be(ClientTaskOutcome.Completed);
            break;
        }

        (await Alice.ClientTasks.CountOutstandingAsync(Cancel)).InProgress.Should().Be(0);
        (await RunAsync(Alice, new BatchOptions())).Should().HaveCountLessThanOrEqualTo(3)
            .And.AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Completed));
    }

    [Fact]
    public async Task The_next_tasks_are_claimed_while_the_first_are_in_work_and_given_back_by_a_run_that_is_left()
    {
        await friends.NewChangedCarsAsync(18);
        var claims = 0;
        var claimedAhead = new TaskCompletionSource();
        var alice = await SessionAsync(new HookedTransport(async call =>
        {
            if (call.Line.EndsWith("/shares", StringComparison.Ordinal) && call.Request.Method == HttpMethod.Put)
            {
                await claimedAhead.Task.WaitAsync(Cancel);
            }

            var answer = await call.SendAsync();
            if (call.Request.RequestUri!.Query.Contains("change_state=true", StringComparison.Ordinal) && ++claims == 2)
            {
                claimedAhead.SetResult();
            }

            return answer;
        }));

        await foreach (var result in alice.ClientTasks.RunBatchAsync(new BatchOptions { ThrottleLimit = 1 }, Cancel))
        {
            result.Outcome.Should().Be(ClientTaskOutcome.Completed);
            break;
        }

        (await Alice.ClientTasks.CountOutstandingAsync(Cancel)).InProgress.Should().Be(0);
        alice.ClientTasks.InWork.Count.Should().Be(0);
        (await RunAsync(Alice, new BatchOptions { First = 16 })).Should().HaveCount(16);
        (await RunAsync(Alice, new BatchOptions())).Should().HaveCountLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task What_is_finished_while_the_next_tasks_are_claimed_is_not_done_again()
    {
        await friends.NewChangedCarsAsync(18);
        var claims = 0;
        MeecoSession? alice = null;
        alice = await SessionAsync(new HookedTransport(async call =>
        {
            var answer = await call.SendAsync();
            if (call.Request.RequestUri!.Query.Contains("change_state=true", StringComparison.Ordinal) && ++claims == 2)
            {
                // The answer tells of tasks that were in work then.
                while (alice!.ClientTasks.InWork.Count > 10)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(5), Cancel);
                }
            }

            return answer;
        }));

        var results = await RunAsync(alice, new BatchOptions());

        results.Should().HaveCount(18).And.OnlyHaveUniqueItems(result => result.ClientTaskId)
            .And.AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Completed));
        alice.ClientTasks.InWork.Count.Should().Be(0);
    }

    [Fact, Rule("8.3")]
    public async Task No_more_tasks_than_asked_for_are_claimed_ahead()
    {
        await friends.NewChangedCarsAsync(18);

        (await RunAsync(Alice, new BatchOptions { First = 17 })).Should().HaveCount(17)
            .And.AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Completed));

        (await Alice.ClientTasks.CountOutstandingAsync(Cancel)).Should().Be(new OutstandingTasks(Todo: 1, InProgress: 0));
        await RunAsync(Alice, new BatchOptions());
    }

    [Fact]
    public async Task A_server_that_goes_away_ends_the_run_and_leaves_the_tasks_for_another()
    {
        await friends.NewChangedCarsAsync(2);
        var alice = await SessionAsync(new HookedTransport(call => call.Line == "PUT /vault/item_shares"
            ? throw new HttpRequestException(HttpRequestError.SecureConnectionError)
            : call.SendAsync()));

        var running = () => RunAsync(alice, new BatchOptions());

        (await running.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ServerUnreachable");
        (await RunAsync(Alice, new BatchOptions())).Should().HaveCount(2)
            .And.AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Completed));
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_is_found_again()
    {
        await friends.NewChangedCarsAsync(2);
        (await Alice.Apis.ClientTasks.ListAsync(
            new ClientTasksQuery { States = [ClientTaskStates.Todo], ChangeState = "true" }, Cancel)).ClientTasks.Should().HaveCount(2);

        (await RunAsync(Alice, new BatchOptions())).Should().HaveCount(2)
            .And.AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Completed));
    }

    [Theory, Rule("8.5")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Work_that_is_not_known_is_said_and_not_claimed(bool failed)
    {
        const string Foreign = """
            {"client_tasks":[{"id":"7","state":"todo","work_type":"brew_coffee","target_id":"8","created_at":"2026-01-01T00:00:00.000Z"}]}
            """;
        var queries = new List<string>();
        var alice = await SessionAsync(new HookedTransport(call =>
        {
            if (call.Line != "GET /vault/client_task_queue")
            {
                return call.SendAsync();
            }

            queries.Add(call.Request.RequestUri!.Query);
            return Task.FromResult(ScriptedTransport.Json(
                call.Request.RequestUri.Query.Contains("except_work_type", StringComparison.Ordinal) ? Foreign : """{"client_tasks":[]}"""));
        }));

        (await RunAsync(alice, new BatchOptions { RetryFailed = failed })).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { ClientTaskId = "7", WorkType = "brew_coffee", Outcome = ClientTaskOutcome.Skipped, ErrorId = "UnknownWorkType" });

        queries[0].Should().Contain(failed ? "state=failed" : "state=todo").And.Contain($"except_work_type={WorkTypes.UpdateItemShares}");
        queries.Skip(1).Should().OnlyContain(query => failed
            ? query.Contains("state=failed", StringComparison.Ordinal)
            : query.Contains("state=in_progress", StringComparison.Ordinal) || query.Contains("change_state=true", StringComparison.Ordinal));
        queries.Where(query => query.Contains("change_state=true", StringComparison.Ordinal))
            .Should().OnlyContain(query => query.Contains($"&work_type={WorkTypes.UpdateItemShares}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Four_tasks_take_hardly_more_than_one_call_however_many_there_are()
    {
        const int Tasks = 150;
        var aliceToCarlos = await RealServers.ConnectAsync(Alice, friends.Carlos, "Carlos");
        await friends.NewChangedCarsAsync(Tasks, aliceToCarlos);
        var transport = new HookedTransport();
        var alice = await SessionAsync(transport);
        var before = transport.Lines.Count;

        var results = await RunAsync(alice, new BatchOptions());

        results.Should().HaveCount(Tasks).And.AllSatisfy(result =>
            (result.Outcome, result.SharesUpdated).Should().Be((ClientTaskOutcome.Completed, 2)));
        ((transport.Lines.Count - before) / (double)Tasks).Should().BeLessThanOrEqualTo(0.4);
    }

    [Fact, Rule("8.2", "revisions")]
    public async Task An_item_that_moved_on_does_not_keep_the_others_from_being_uploaded()
    {
        var items = await friends.NewChangedCarsAsync(4);
        var transport = new HookedTransport(async call =>
        {
            if (call.Line == "PUT /vault/item_shares")
            {
                await friends.ChangeAsync(items[2].Original, "NEWEST");
            }

            return await call.SendAsync();
        });

        var results = await RunAsync(await SessionAsync(transport), new BatchOptions());

        results.Should().AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Completed));
        results.Select(result => result.ItemId).Distinct().Should().BeEquivalentTo(items.Select(item => item.Original));
        transport.Lines.Count(line => line == "PUT /vault/item_shares").Should().Be(1);
        transport.Lines.Should().Contain(items.Select(item => $"PUT /vault/items/{item.Original}/shares"));
        foreach (var (item, value) in items.Zip(["NEW", "NEW", "NEWEST", "NEW"]))
        {
            (await friends.Bob.Items.GetAsync(item.Copy, Cancel))["licence_plate"].Should().Be(value);
        }
    }

    [Fact, Rule("8.2")]
    public async Task A_task_that_has_nothing_to_upload_does_not_keep_the_others_waiting()
    {
        var items = await friends.NewChangedCarsAsync(3);
        var transport = new HookedTransport(async call =>
        {
            var answer = await call.SendAsync();
            if (call.Line == "GET /vault/item_shares")
            {
                // Gone since they were read: its task fails, in the midst of what is uploaded together.
                await Alice.Items.RemoveAsync(items[1].Original, Cancel);
            }

            return answer;
        });

        var results = await RunAsync(await SessionAsync(transport), new BatchOptions());

        results.Where(result => result.Outcome == ClientTaskOutcome.Completed).Select(result => result.ItemId)
            .Should().BeEquivalentTo([items[0].Original, items[2].Original]);
    }

    [Fact, Rule("8.7")]
    public async Task As_many_tasks_are_in_work_at_once_as_the_limit_says_and_no_more()
    {
        const int Limit = 3;
        await friends.NewChangedCarsAsync(9);
        var full = new TaskCompletionSource();
        var (now, most) = (0, 0);
        var alice = await SessionAsync(new HookedTransport(async call =>
        {
            if (call.Request.Method != HttpMethod.Put)
            {
                return await call.SendAsync();
            }

            var here = Interlocked.Increment(ref now);
            InterlockedMax(ref most, here);
            if (here == Limit)
            {
                full.TrySetResult();
            }

            await full.Task.WaitAsync(Cancel);
            var answer = await call.SendAsync();
            Interlocked.Decrement(ref now);
            return answer;
        }));

        (await RunAsync(alice, new BatchOptions { ThrottleLimit = Limit })).Should().HaveCount(9);

        most.Should().Be(Limit);
    }

    [Fact]
    public async Task A_result_says_how_long_its_work_took()
    {
        await friends.NewChangedCarsAsync(1);
        var time = new MovableTime();
        var alice = await SessionAsync(
            new HookedTransport(call =>
            {
                time.Advance(call.Line.StartsWith("PUT ", StringComparison.Ordinal) ? TimeSpan.FromMinutes(3) : TimeSpan.Zero);
                return call.SendAsync();
            }),
            time);

        (await RunAsync(alice, new BatchOptions())).Should().ContainSingle()
            .Which.Duration.Should().BeCloseTo(TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData(600, 1)]
    [InlineData(3600, 0)]
    public async Task What_cannot_be_begun_in_half_the_lease_is_given_back_and_claimed_anew(int leaseSeconds, int timesGivenBack)
    {
        await friends.NewChangedCarsAsync(3);
        var time = new MovableTime();
        var claims = new List<string>();
        var isFirst = true;
        var transport = new HookedTransport(async call =>
        {
            if (call.Line.EndsWith("/shares", StringComparison.Ordinal) && call.Request.Method == HttpMethod.Put && isFirst)
            {
                isFirst = false;
                time.Advance(TimeSpan.FromMinutes(6));
            }

            var answer = await call.SendAsync();
            if (call.Request.RequestUri!.Query.Contains("change_state=true", StringComparison.Ordinal))
            {
                claims.Add(call.Request.RequestUri.Query);
                return ScriptedTransport.Json((await answer.Content.ReadAsStringAsync(Cancel))
                    .Replace("\"lease_seconds\":600", $"\"lease_seconds\":{leaseSeconds}", StringComparison.Ordinal));
            }

            return answer;
        });
        var alice = await SessionAsync(transport, time);

        var results = await RunAsync(alice, new BatchOptions { ThrottleLimit = 1 });

        results.Should().HaveCount(3).And.AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Completed));
        transport.Lines.Count(line => line == "PUT /vault/client_task_queue").Should().Be(timesGivenBack);
        claims[1].Should().EndWith(timesGivenBack == 0 ? "&per_page=7" : "&per_page=1", "three, or one, took six minutes, and half the lease is for two windows");
    }

    [Fact]
    public async Task What_fails_again_is_not_tried_without_end()
    {
        await friends.NewChangedCarsAsync(3);
        var refusing = true;
        var transport = new HookedTransport(call =>
        {
            if (call.Line == "GET /vault/client_task_queue")
            {
                call.Request.RequestUri = new UriBuilder(call.Request.RequestUri!)
                {
                    Query = call.Request.RequestUri!.Query.Replace("per_page=16", "per_page=2", StringComparison.Ordinal),
                }.Uri;
            }

            return refusing && call.Line.EndsWith("shares", StringComparison.Ordinal) && call.Request.Method == HttpMethod.Put
                ? Task.FromResult(ScriptedTransport.Json(
                    """{"errors":[{"error":"validation_failed","http_code":422,"message":"Not today."}]}""",
                    HttpStatusCode.UnprocessableEntity))
                : call.SendAsync();
        });
        var alice = await SessionAsync(transport);

        (await RunAsync(alice, new BatchOptions())).Should().HaveCount(3);
        (await RunAsync(alice, new BatchOptions { RetryFailed = true })).Should().HaveCount(3)
            .And.AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Failed));
        refusing = false;
        (await RunAsync(alice, new BatchOptions { RetryFailed = true, First = 2 })).Should().HaveCount(2)
            .And.AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Completed));
        (await Alice.ClientTasks.CountAsync(ClientTaskState.Failed, Cancel)).Should().Be(1);
        (await RunAsync(alice, new BatchOptions { RetryFailed = true })).Should().ContainSingle();
    }

    [Fact]
    public async Task A_task_that_cannot_be_marked_is_not_tried_without_end()
    {
        await friends.NewChangedCarsAsync(1);
        var alice = await SessionAsync(new HookedTransport(call =>
            call.Request.Method == HttpMethod.Put && !call.Request.Content!.ReadAsStringAsync(Cancel).Result.Contains("only_if", StringComparison.Ordinal)
                ? Task.FromResult(ScriptedTransport.Json("{}", HttpStatusCode.UnprocessableEntity))
                : call.SendAsync()));

        (await RunAsync(alice, new BatchOptions())).Should().ContainSingle().Which.Outcome.Should().Be(ClientTaskOutcome.Failed);

        (await Alice.ClientTasks.CountOutstandingAsync(Cancel)).Should().Be(new OutstandingTasks(Todo: 1, InProgress: 0));
        (await RunAsync(Alice, new BatchOptions())).Should().ContainSingle().Which.Outcome.Should().Be(ClientTaskOutcome.Completed);
    }

    [Fact]
    public async Task A_task_whose_item_has_gone_is_no_failure()
    {
        var item = (await friends.NewChangedCarsAsync(1))[0].Original;
        var alice = await SessionAsync(new HookedTransport(async call =>
        {
            if (call.Line == "GET /vault/item_shares")
            {
                await Alice.Items.RemoveAsync(item, Cancel);
            }

            return await call.SendAsync();
        }));

        (await RunAsync(alice, new BatchOptions())).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Outcome = ClientTaskOutcome.Skipped, ErrorId = "ClientTaskClosed" });
    }

    [Fact]
    public async Task States_are_set_by_hand_and_all_or_none()
    {
        await friends.NewChangedCarsAsync(1);
        var task = await Alice.ClientTasks.ListAsync(
            new ClientTaskFilter { States = [ClientTaskState.Todo] }, Cancel).SingleAsync(Cancel);

        var unknown = () => Alice.ClientTasks.SetStateAsync(
            [task.Id, Guid.NewGuid().ToString()], ClientTaskState.Done, Cancel);
        (await unknown.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ClientTaskNotFound");
        (await Alice.ClientTasks.SetStateAsync([task.Id], ClientTaskState.Done, Cancel)).Should().ContainSingle()
            .Which.State.Should().Be(ClientTaskState.Done);
    }

    public async ValueTask DisposeAsync() =>
        (await Alice.ClientTasks.CountOutstandingAsync(CancellationToken.None)).Total.Should().Be(0);

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }

    private static async Task<List<MeecoClientTaskResult>> RunAsync(MeecoSession session, BatchOptions options) =>
        await session.ClientTasks.RunBatchAsync(options, Cancel).ToListAsync(Cancel);

    private Task<MeecoSession> SessionAsync(HookedTransport transport, TimeProvider? time = null) =>
        friends.Servers.AnotherSessionAsync(
            Alice, settings => settings with { CreateTransport = () => transport, Time = time ?? settings.Time });
}
