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
        var items = await NewChangedCarsAsync(20);
        var transport = new HookedTransport();
        var alice = await SessionAsync(transport);

        var results = await RunAsync(alice, new BatchOptions());

        results.Select(result => result.ItemId).Should().BeEquivalentTo(items.Select(item => item.Original));
        results.Should().AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Completed));
        transport.Lines.Count(line => line.EndsWith("/shares", StringComparison.Ordinal) && line.StartsWith("PUT ", StringComparison.Ordinal))
            .Should().Be(20);
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
        await NewChangedCarsAsync(3);

        var results = await RunAsync(Alice, new BatchOptions { First = 2 });

        results.Should().HaveCount(2);
        (await Alice.ClientTasks.CountOutstandingAsync(Cancel)).Should().Be(new OutstandingTasks(Todo: 1, InProgress: 0));
        await RunAsync(Alice, new BatchOptions());
    }

    [Fact, Rule("8.2")]
    public async Task A_failure_stands_on_its_task_and_does_not_stop_the_others_and_can_be_tried_again()
    {
        var items = await NewChangedCarsAsync(3);
        var broken = items[1].Original;
        var alice = await SessionAsync(new HookedTransport(call => call.Line == $"PUT /vault/items/{broken}/shares"
            ? Task.FromResult(ScriptedTransport.Json(
                """{"errors":[{"error":"validation_failed","http_code":422,"message":"Not today."}]}""",
                HttpStatusCode.UnprocessableEntity))
            : call.SendAsync()));

        var results = await RunAsync(alice, new BatchOptions());

        results.Count(result => result.Outcome == ClientTaskOutcome.Completed).Should().Be(2);
        var failed = results.Single(result => result.Outcome == ClientTaskOutcome.Failed);
        failed.ItemId.Should().Be(broken);
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
        await NewChangedCarsAsync(4);
        var alice = await SessionAsync(new HookedTransport(), concurrency: 1);

        await foreach (var result in alice.ClientTasks.RunBatchAsync(new BatchOptions(), progress: null, Cancel))
        {
            result.Outcome.Should().Be(ClientTaskOutcome.Completed);
            break;
        }

        (await Alice.ClientTasks.CountOutstandingAsync(Cancel)).InProgress.Should().Be(0);
        (await RunAsync(Alice, new BatchOptions())).Should().HaveCountLessThanOrEqualTo(3)
            .And.AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Completed));
    }

    [Fact]
    public async Task A_server_that_goes_away_ends_the_run_and_leaves_the_tasks_for_another()
    {
        await NewChangedCarsAsync(2);
        var alice = await SessionAsync(new HookedTransport(call => call.Line.EndsWith("/shares", StringComparison.Ordinal)
            ? throw new HttpRequestException(HttpRequestError.SecureConnectionError)
            : call.SendAsync()));

        var running = () => RunAsync(alice, new BatchOptions());

        (await running.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ServerUnreachable");
        (await RunAsync(Alice, new BatchOptions())).Should().HaveCount(2)
            .And.AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Completed));
    }

    [Fact, Rule("8.6")]
    public async Task What_another_session_claimed_is_left_alone_until_that_session_has_ended()
    {
        await NewChangedCarsAsync(1);
        var other = await SessionAsync(new HookedTransport());
        await ClaimAllAsync(other);

        (await RunAsync(Alice, new BatchOptions())).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Outcome = ClientTaskOutcome.Skipped, ErrorId = "ClientTaskClaimed" });
        (await RunAsync(Alice, new BatchOptions { Force = true })).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Outcome = ClientTaskOutcome.Skipped, ErrorId = "ClientTaskClaimed" });
        await other.User.LogOutAsync(Cancel);

        (await RunAsync(Alice, new BatchOptions { Force = true })).Should().ContainSingle()
            .Which.Outcome.Should().Be(ClientTaskOutcome.Completed);
    }

    [Fact, Rule("8.6")]
    public async Task The_claim_of_a_living_session_is_taken_over_after_the_user_agreed()
    {
        await NewChangedCarsAsync(1);
        await ClaimAllAsync(await SessionAsync(new HookedTransport()));

        (await RunAsync(Alice, new BatchOptions { Force = true, ForceLive = true })).Should().ContainSingle()
            .Which.Outcome.Should().Be(ClientTaskOutcome.Completed);
    }

    [Fact]
    public async Task A_claim_whose_answer_was_lost_is_found_again()
    {
        await NewChangedCarsAsync(2);
        await ClaimAllAsync(Alice);

        (await RunAsync(Alice, new BatchOptions())).Should().HaveCount(2)
            .And.AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Completed));
    }

    [Fact, Rule("8.5")]
    public async Task Work_that_is_not_known_is_said_and_not_claimed()
    {
        const string Foreign = """
            {"client_tasks":[{"id":"7","state":"todo","work_type":"brew_coffee","target_id":"8","created_at":"2026-01-01T00:00:00.000Z"}]}
            """;
        using var servers = new ScriptedTransport()
            .Answer(HttpStatusCode.OK, Foreign)
            .Answer(HttpStatusCode.OK, """{"client_tasks":[]}""");
        var alice = await SessionAsync(new HookedTransport(async call =>
            call.Line == "GET /vault/client_task_queue"
                ? await new HttpMessageInvoker(servers, disposeHandler: false).SendAsync(call.Request, Cancel)
                : await call.SendAsync()));

        (await RunAsync(alice, new BatchOptions())).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { ClientTaskId = "7", WorkType = "brew_coffee", Outcome = ClientTaskOutcome.Skipped, ErrorId = "UnknownWorkType" });

        servers.Calls.Should().HaveCount(2);
        servers.Calls[1].Line.Should().Contain("change_state=true").And.Contain($"work_type={WorkTypes.UpdateItemShares}");
    }

    [Fact]
    public async Task States_are_set_by_hand_and_all_or_none()
    {
        await NewChangedCarsAsync(1);
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

    private static async Task<List<MeecoClientTaskResult>> RunAsync(MeecoSession session, BatchOptions options) =>
        await session.ClientTasks.RunBatchAsync(options, progress: null, Cancel).ToListAsync(Cancel);

    private Task<MeecoSession> SessionAsync(HookedTransport transport, int concurrency = 6) =>
        friends.Servers.AnotherSessionAsync(
            Alice, settings => settings with { CreateTransport = () => transport, MaxConcurrency = concurrency });

    private static async Task ClaimAllAsync(MeecoSession session)
    {
        var claimed = await session.Apis.ClientTasks.ListAsync(
            new ClientTasksQuery { States = [ClientTaskStates.Todo], ChangeState = "true" }, Cancel);
        claimed.ClientTasks.Should().NotBeEmpty();
    }

    /// <summary>Vehicles that Bob has, and that have changed since.</summary>
    private async Task<List<(string Original, string Copy)>> NewChangedCarsAsync(int count)
    {
        var items = new List<(string, string)>();
        for (var i = 0; i < count; i++)
        {
            var (car, copy, _) = await friends.NewSharedCarAsync("OLD");
            await Alice.Items.UpdateAsync(
                car.Id, new ItemChanges { Slots = [new() { Name = "licence_plate", Value = "NEW" }] }, Cancel);
            items.Add((car.Id, copy.Id));
        }

        return items;
    }
}
