using System.Net;
using System.Text.Json.Nodes;
using Meeco.Client.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Client.Tests.ClientTasks;

/// <summary>What a run does with the shares of an item when something happens to them. Bob and Carlos have Alice's items.</summary>
public sealed class ClientTaskShareTests(Friends friends) : IClassFixture<Friends>, IAsyncLifetime
{
    private MeecoConnection _aliceToCarlos = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private MeecoSession Alice => friends.Alice;

    public async ValueTask InitializeAsync() =>
        _aliceToCarlos = await Alice.Connections.ListAsync(Cancel).FirstOrDefaultAsync(one => one.Name == "Carlos", Cancel)
            ?? await RealServers.ConnectAsync(Alice, friends.Carlos, "Carlos");

    [Fact, Rule("revisions")]
    public async Task An_update_that_was_read_before_a_newer_change_is_never_applied_over_it()
    {
        var (item, copy, _) = await NewChangedCarAsync();
        var uploads = new List<int>();
        var alice = await SessionAsync(async call =>
        {
            if (call.Line != $"PUT /vault/items/{item}/shares")
            {
                return await call.SendAsync();
            }

            if (uploads.Count == 0)
            {
                await friends.ChangeAsync(item, "NEWEST");
            }

            var answer = await call.SendAsync();
            uploads.Add((int)answer.StatusCode);
            if (uploads.Count == 1)
            {
                (await friends.Bob.Items.GetAsync(copy, Cancel))["licence_plate"].Should().Be("OLD");
            }

            return answer;
        });

        var results = await RunAsync(alice);

        uploads.Should().Equal([412, 201, 201], "it was read again, and then the newer change had a task of its own");
        results.Should().HaveCount(2).And.AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Completed));
        (await friends.Bob.Items.GetAsync(copy, Cancel))["licence_plate"].Should().Be("NEWEST");
    }

    [Fact, Rule("put-shares")]
    public async Task A_share_that_ends_between_reading_and_writing_does_not_fail_the_others()
    {
        var (item, copy, toCarlos) = await NewChangedCarAsync();
        var alice = await SessionAsync(async call =>
        {
            if (call.Line == $"PUT /vault/items/{item}/shares")
            {
                await friends.Carlos.Shares.RemoveAsync(toCarlos, Cancel);
            }

            return await call.SendAsync();
        });

        (await RunAsync(alice)).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Outcome = ClientTaskOutcome.Completed, SharesUpdated = 1 });

        (await friends.Bob.Items.GetAsync(copy, Cancel))["licence_plate"].Should().Be("NEW");
        (await Alice.ClientTasks.CountOutstandingAsync(Cancel)).Total.Should().Be(0);
    }

    [Fact, Rule("put-shares")]
    public async Task A_share_whose_key_is_unusable_is_named_and_does_not_keep_the_others_from_the_new_values()
    {
        var (item, copy, toCarlos) = await NewChangedCarAsync();
        var isBroken = true;
        var transport = new HookedTransport(async call =>
        {
            var answer = await call.SendAsync();
            return isBroken && ReadsShares(call, item) ? await BreakKeyAsync(answer, toCarlos) : answer;
        });
        var alice = await friends.Servers.AnotherSessionAsync(Alice, settings => settings with { CreateTransport = () => transport });

        var result = (await RunAsync(alice)).Should().ContainSingle().Which;

        result.Should().BeEquivalentTo(new { Outcome = ClientTaskOutcome.Failed, ErrorId = "SharesLeftOut", SharesUpdated = 1 });
        result.Reason.Should().Contain("1 of 2 shares").And.Contain(toCarlos);
        transport.Lines.Count(line => line == $"PUT /vault/items/{item}/shares").Should().Be(1);
        (await friends.Bob.Items.GetAsync(copy, Cancel))["licence_plate"].Should().Be("NEW");
        var task = await Alice.ClientTasks.ListAsync(new ClientTaskFilter { TargetId = item }, Cancel).SingleAsync(Cancel);
        task.Should().BeEquivalentTo(new { State = ClientTaskState.Failed, FailureReason = result.Reason });
        var byHand = () => alice.Shares.UpdateAsync(item, Cancel);
        (await byHand.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("SharesLeftOut");
        (await RunAsync(alice, new BatchOptions { RetryFailed = true })).Should().ContainSingle().Which.Outcome.Should().Be(ClientTaskOutcome.Failed);
        isBroken = false;
        (await RunAsync(alice, new BatchOptions { RetryFailed = true })).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Outcome = ClientTaskOutcome.Completed, SharesUpdated = 2 });
        (await friends.Carlos.Shares.GetItemAsync(toCarlos, Cancel))["licence_plate"].Should().Be("NEW");
        await RunAsync(alice);
    }

    [Fact]
    public async Task Where_no_key_is_usable_the_task_fails_and_nothing_is_uploaded()
    {
        var (item, _, _) = await NewChangedCarAsync();
        var transport = new HookedTransport(async call =>
        {
            var answer = await call.SendAsync();
            return ReadsShares(call, item) ? await BreakKeyAsync(answer, shareId: null) : answer;
        });
        var alice = await friends.Servers.AnotherSessionAsync(Alice, settings => settings with { CreateTransport = () => transport });

        (await RunAsync(alice)).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Outcome = ClientTaskOutcome.Failed, ErrorId = "SharesLeftOut", SharesUpdated = 0 });

        transport.Lines.Should().NotContain($"PUT /vault/items/{item}/shares");
        (await RunAsync(Alice, new BatchOptions { RetryFailed = true })).Should().ContainSingle().Which.Outcome.Should().Be(ClientTaskOutcome.Completed);
    }

    [Fact, Rule("put-shares")]
    public async Task Where_the_shares_of_several_items_are_not_served_they_are_read_by_item()
    {
        var (item, copy, _) = await NewChangedCarAsync();
        var (other, _, _) = await NewChangedCarAsync();
        var transport = new HookedTransport(call => call.Line == "GET /vault/item_shares"
            ? Task.FromResult(ScriptedTransport.Json("{}", HttpStatusCode.NotFound))
            : call.SendAsync());
        var alice = await friends.Servers.AnotherSessionAsync(Alice, settings => settings with { CreateTransport = () => transport });

        (await RunAsync(alice)).Should().HaveCount(2).And.AllSatisfy(result => result.Should().BeEquivalentTo(
            new { Outcome = ClientTaskOutcome.Completed, SharesUpdated = 2 }));

        transport.Lines.Count(line => line == "GET /vault/item_shares").Should().Be(1);
        transport.Lines.Should().Contain($"GET /vault/items/{item}/shares").And.Contain($"GET /vault/items/{other}/shares");
        (await friends.Bob.Items.GetAsync(copy, Cancel))["licence_plate"].Should().Be("NEW");
    }

    [Fact, Rule("put-shares")]
    public async Task A_share_that_was_made_after_the_shares_were_read_gets_a_task_of_its_own()
    {
        var (item, copy, _) = await NewChangedCarAsync();
        var late = "";
        var alice = await SessionAsync(async call =>
        {
            var answer = await call.SendAsync();
            if (call.Line == "GET /vault/item_shares")
            {
                // Bob shares on what he reads, which is the old value still.
                var bobs = await friends.Bob.Items.GetAsync(copy, Cancel);
                late = (await friends.Bob.Shares.CreateAsync(bobs.Id, [friends.BobToCarlos], new NewShare(), Cancel))[0].Id;
            }

            return answer;
        });

        var results = await RunAsync(alice);

        results.Should().HaveCount(2).And.AllSatisfy(result => result.Outcome.Should().Be(ClientTaskOutcome.Completed));
        (await friends.Carlos.Shares.GetItemAsync(late, Cancel))["licence_plate"].Should().Be("NEW");
    }

    [Fact, Rule("put-shares")]
    public async Task An_item_that_is_too_large_for_one_call_goes_in_parts_and_its_task_is_done_with_the_last()
    {
        var (item, copy, toCarlos) = await NewChangedCarAsync();
        var large = new string('x', 300_000);
        await friends.ChangeAsync(item, large);
        var transport = new HookedTransport();
        var alice = await friends.Servers.AnotherSessionAsync(Alice, settings => settings with { CreateTransport = () => transport });

        (await RunAsync(alice)).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Outcome = ClientTaskOutcome.Completed, SharesUpdated = 2 });

        transport.Lines.Count(line => line == $"PUT /vault/items/{item}/shares").Should().Be(2);
        (await friends.Bob.Items.GetAsync(copy, Cancel))["licence_plate"].Should().Be(large);
        (await friends.Carlos.Shares.GetItemAsync(toCarlos, Cancel))["licence_plate"].Should().Be(large);
    }

    public async ValueTask DisposeAsync()
    {
        (await Alice.ClientTasks.CountOutstandingAsync(CancellationToken.None)).Total.Should().Be(0);
        (await Alice.ClientTasks.CountAsync(ClientTaskState.Failed, CancellationToken.None)).Should().Be(0);
    }

    private static async Task<List<MeecoClientTaskResult>> RunAsync(MeecoSession session, BatchOptions? options = null) =>
        await session.ClientTasks.RunBatchAsync(options ?? new BatchOptions(), Cancel).ToListAsync(Cancel);

    private static bool ReadsShares(HookedTransport.Call call, string item) =>
        call.Line == "GET /vault/item_shares" || call.Line == $"GET /vault/items/{item}/shares";

    private static async Task<HttpResponseMessage> BreakKeyAsync(HttpResponseMessage answer, string? shareId)
    {
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
        var shares = body["shares"]?.AsArray() ?? body["items"]!.AsArray().Should().ContainSingle().Which!["shares"]!.AsArray();
        foreach (var share in shares.Where(share => shareId is null || share!["id"]!.GetValue<string>() == shareId))
        {
            const string Broken = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----";
            if (share!["public_key_index"]?.GetValue<int>() is { } index)
            {
                body["public_keys"]![index] = Broken;
            }
            else
            {
                share["public_key"] = Broken;
            }
        }

        return ScriptedTransport.Json(body.ToJsonString());
    }

    private Task<MeecoSession> SessionAsync(Func<HookedTransport.Call, Task<HttpResponseMessage>> hook) =>
        friends.Servers.AnotherSessionAsync(Alice, settings => settings with { CreateTransport = () => new HookedTransport(hook) });

    private async Task<(string Item, string BobsCopy, string CarlosShare)> NewChangedCarAsync()
    {
        var (car, copy, _) = await friends.NewSharedCarAsync("OLD");
        var shares = await Alice.Shares.CreateAsync(car.Id, [_aliceToCarlos], new NewShare(), Cancel);
        await friends.ChangeAsync(car.Id, "NEW");
        return (car.Id, copy.Id, shares[0].Id);
    }
}
