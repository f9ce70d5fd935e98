using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Sharing;

/// <summary>Requests that are under way at the same time: whatever their order, the rules hold afterwards.</summary>
public sealed class ConcurrencyTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private const int Rounds = 5;

    private readonly Story _story = new(server);

    [Fact, Rule("claims")]
    public async Task Two_sessions_that_claim_at_once_never_hold_the_same_task()
    {
        var people = await _story.UsersInAChainAsync(2);
        var alice = people[0];
        var sessions = new[] { alice, await server.NewSessionAsync(alice), await server.NewSessionAsync(alice), await server.NewSessionAsync(alice) };
        for (var number = 0; number < Rounds; number++)
        {
            var item = await Story.ItemAsync(alice, "plate");
            await Story.ShareAsync(alice, item, people[1]);
            await Story.UpdateAsync(alice, item);
        }

        var claims = await Task.WhenAll(sessions.Select(session => Story.TasksAsync(session, "?change_state=true&state=todo&per_page=2")));

        var claimed = claims.SelectMany(tasks => tasks).Select(task => task["id"]!.GetValue<string>()).ToList();
        claimed.Should().OnlyHaveUniqueItems().And.HaveCount(Rounds);
    }

    [Fact, Rule("16")]
    public async Task Two_users_who_connect_both_ways_at_once_have_one_connection()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
            var (fromAlice, fromBob) = (await Story.InviteAsync(alice), await Story.InviteAsync(bob));

            var answers = await Task.WhenAll(
                bob.Vault.PostAsync("/connections", Story.ConnectionRequest(bob, fromAlice)),
                alice.Vault.PostAsync("/connections", Story.ConnectionRequest(alice, fromBob)));

            answers.Select(answer => answer.Should(200)["connection_existed_already"]!.GetValue<bool>()).Should().BeEquivalentTo([false, true]);
            (await alice.Vault.GetAsync("/connections"))["connections"]!.AsArray().Should().ContainSingle();
        }
    }

    [Fact, Rule("12")]
    public async Task One_invitation_taken_up_by_two_at_once_connects_one()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (alice, bob, carlos) = (await _story.UserAsync(), await _story.UserAsync(), await _story.UserAsync());
            var token = await Story.InviteAsync(alice);

            var answers = await Task.WhenAll(
                bob.Vault.PostAsync("/connections", Story.ConnectionRequest(bob, token)),
                carlos.Vault.PostAsync("/connections", Story.ConnectionRequest(carlos, token)));

            answers.Select(answer => answer.Status).Should().BeEquivalentTo([200, 404]);
            (await alice.Vault.GetAsync("/connections"))["connections"]!.AsArray().Should().ContainSingle();
        }
    }

    [Fact, Rule("tasks", "revisions", "put-shares")]
    public async Task An_update_while_the_batch_uploads_is_never_lost()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var people = await _story.UsersInAChainAsync(2);
            var (alice, bob) = (people[0], people[1]);
            var item = await Story.ItemAsync(alice, "plate");
            var share = await Story.ShareAsync(alice, item, bob);
            var read = await Story.UpdateAsync(alice, item, "v2");
            var task = (await Story.TasksAsync(alice, "?change_state=true&state=todo"))[0]["id"]!.GetValue<string>();
            var upload = Story.UploadOf(item, [share], "v2");
            upload["client_tasks"] = Story.TaskChange(task, "done")["client_tasks"]!.DeepClone();

            var uploading = alice.Vault.With("If-Match", read.Tag).PutAsync($"/items/{item.Id}/shares", upload);
            await Task.WhenAll(uploading, Story.UpdateAsync(alice, item, "v3"));

            var uploaded = await uploading;
            uploaded.Status.Should().BeOneOf(201, 412);
            (await Story.TasksAsync(alice, "?state=todo")).Should().ContainSingle("version 3 has still to be brought");
            (await Story.CopyAsync(bob, share)).Slot("plate", "value_verification_hash")
                .Should().Be(TestCryppo.Hash(uploaded.Status == 201 ? "plate v2" : "plate v1"));
        }
    }

    [Fact, Rule("revisions", "41")]
    public async Task A_value_and_its_hash_belong_together_when_batch_and_on_share_cross()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var people = await _story.UsersInAChainAsync(3);
            var (alice, bob, carlos) = (people[0], people[1], people[2]);
            var item = await Story.ItemAsync(alice, "plate");
            var share = await Story.ShareAsync(alice, item, bob, share => share["onsharing_permitted"] = true);
            var read = await Story.CopyAsync(bob, share);
            await Story.UpdateAsync(alice, item);

            var sharing = bob.Vault.With("If-Match", read.Tag).PostAsync($"/items/{read.Id}/shares", Story.Shares(Story.OnShareOf(read, carlos)));
            var uploading = alice.Vault.PutAsync($"/items/{item.Id}/shares", Story.UploadOf(item, [share]));
            await Task.WhenAll(sharing, uploading);

            (await uploading).Should(201);
            var shared = await sharing;
            shared.Status.Should().BeOneOf(201, 412);
            if (shared.Status == 201)
            {
                var copy = await Story.CopyAsync(carlos, Story.IdOf(shared));
                copy.Slot("plate", "encrypted_value").Should().Be(TestCryppo.Aes($"plate v1 for {carlos.Id}"));
                copy.Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
                (await Story.TasksAsync(alice, "?state=todo")).Should().ContainSingle("Carlos has still to get version 2");
            }
        }
    }

    [Fact, Rule("ending", "chains")]
    public async Task No_on_share_survives_the_end_of_its_parent_when_both_happen_at_once()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var people = await _story.UsersInAChainAsync(3);
            var (alice, bob, carlos) = (people[0], people[1], people[2]);
            var item = await Story.ItemAsync(alice, "plate");
            var share = await Story.ShareAsync(alice, item, bob, share => share["onsharing_permitted"] = true);
            var read = await Story.CopyAsync(bob, share);

            var answers = await Task.WhenAll(
                bob.Vault.PostAsync($"/items/{read.Id}/shares", Story.Shares(Story.OnShareOf(read, carlos))),
                alice.Vault.PutAsync("/shares", OnSharingTests.Change(share, "onsharing_permitted", false)));

            answers[0].Status.Should().BeOneOf(201, 403);
            answers[1].Should(200);
            (await Story.ShareIdsAsync(alice, item)).Should().Equal(share);
            (await carlos.Vault.GetAsync("/items"))["items"]!.AsArray().Should().BeEmpty();
        }
    }

    [Fact, Rule("two-shares")]
    public async Task Two_who_share_the_same_item_with_one_at_once_make_one_copy()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var people = await _story.UsersInAChainAsync(3);
            var (alice, bob, carlos) = (people[0], people[1], people[2]);
            await Story.ConnectAsync(alice, carlos);
            var item = await Story.ItemAsync(alice, "plate");
            var share = await Story.ShareAsync(alice, item, bob, share => share["onsharing_permitted"] = true);
            var read = await Story.CopyAsync(bob, share);

            var answers = await Task.WhenAll(
                bob.Vault.PostAsync($"/items/{read.Id}/shares", Story.Shares(Story.OnShareOf(read, carlos))),
                alice.Vault.PostAsync($"/items/{item.Id}/shares", Story.Shares(Story.ShareOf(item, carlos))));

            answers.Should().AllSatisfy(answer => answer.Should(201));
            (await carlos.Vault.GetAsync("/items"))["items"]!.AsArray().Should().ContainSingle();
            (await carlos.Vault.GetAsync("/incoming_shares"))["shares"]!.AsArray().Should().HaveCount(2);
        }
    }

    [Fact, Rule("tasks")]
    public async Task Updates_at_once_leave_one_task()
    {
        var people = await _story.UsersInAChainAsync(2);
        var item = await Story.ItemAsync(people[0], "plate");
        await Story.ShareAsync(people[0], item, people[1]);

        await Task.WhenAll(Enumerable.Range(2, 8).Select(number => Story.UpdateAsync(people[0], item, $"v{number}")));

        (await Story.TasksAsync(people[0])).Should().ContainSingle().Which["state"]!.GetValue<string>().Should().Be("todo");
    }
}
