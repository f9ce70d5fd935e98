using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Sharing;

public sealed class OnSharingTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    [Fact, Rule("28", "36", "37", "40", "41", "owner-id", "chains")]
    public async Task A_recipient_who_may_shares_on_and_the_owners_hash_goes_along()
    {
        var (alice, bob, carlos, item, share) = await SharedAsync("anyone");

        var onShare = await Story.ShareOnAsync(bob, share, carlos);
        var copy = await Story.CopyAsync(carlos, onShare);
        var sent = (await bob.Vault.GetAsync($"/outgoing_shares/{onShare}"))["share"]!;

        copy.Slot("plate", "encrypted_value").Should().Be(TestCryppo.Aes($"plate v1 for {carlos.Id}"));
        copy.Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
        copy.Slot("plate", "original_id").Should().Be(item.Slots["plate"]);
        copy.Slot("plate", "owner_id").Should().Be(alice.Id);
        sent["owner_id"]!.GetValue<string>().Should().Be(alice.Id);
        sent["sender_id"]!.GetValue<string>().Should().Be(bob.Id);
        sent["item_id"]!.GetValue<string>().Should().Be(item.Id);
    }

    [Fact, Rule("28", "chains")]
    public async Task Mode_owner_forbids_sharing_on()
    {
        var (_, bob, carlos, _, share) = await SharedAsync("owner");

        (await OnShareAsync(bob, share, carlos)).ShouldRefuse(403, "onsharing_not_permitted");
        (await carlos.Vault.GetAsync("/incoming_shares"))["shares"]!.AsArray().Should().BeEmpty();
    }

    [Fact, Rule("chains")]
    public async Task What_is_not_accepted_yet_is_not_shared_on()
    {
        var (_, bob, carlos, _, share) = await SharedAsync("anyone", share => share["acceptance_required"] = "acceptance_required");

        (await OnShareAsync(bob, share, carlos)).ShouldRefuse(403, "share_not_accepted");
        await Story.AcceptAsync(bob, share);
        (await OnShareAsync(bob, share, carlos)).Should(201);
    }

    [Fact, Rule("chains")]
    public async Task What_is_over_is_not_shared_on()
    {
        var (_, bob, carlos, _, share) = await SharedAsync("anyone", share => share["expires_at"] = server.Clock.GetUtcNow().AddHours(1));
        var copy = await Story.CopyAsync(bob, share);
        server.Clock.Advance(TimeSpan.FromHours(2));

        (await bob.Vault.PostAsync($"/items/{copy.Id}/shares", Story.Shares(Story.OnShareOf(copy, carlos)))).ShouldRefuse(403, "share_expired");
    }

    [Fact, Rule("chains", "rejecting")]
    public async Task What_was_rejected_is_not_shared_on()
    {
        var (_, bob, carlos, _, share) = await SharedAsync("anyone", share => share["acceptance_required"] = "acceptance_required");
        var copy = await Story.CopyAsync(bob, share);
        (await bob.Vault.PutAsync($"/incoming_shares/{share}/reject", null)).Should(200);

        (await bob.Vault.PostAsync($"/items/{copy.Id}/shares", Story.Shares(Story.OnShareOf(copy, carlos)))).ShouldRefuse(404, "not_found");
    }

    [Fact, Rule("chains")]
    public async Task Nobody_shares_on_to_the_owner_or_to_himself()
    {
        var (alice, bob, _, _, share) = await SharedAsync("anyone");

        (await OnShareAsync(bob, share, alice)).ShouldRefuse(422, "recipient_not_allowed");
        (await OnShareAsync(bob, share, bob)).ShouldRefuse(422, "recipient_not_allowed");
    }

    [Fact, Rule("40", "41", "chains")]
    public async Task A_hash_from_somebody_who_shares_on_is_refused()
    {
        var (_, bob, carlos, _, share) = await SharedAsync("anyone");
        var copy = await Story.CopyAsync(bob, share);

        var refused = await bob.Vault.PostAsync($"/items/{copy.Id}/shares", Story.Shares(Story.ShareOf(copy, carlos)));

        refused.ShouldRefuse(422, "hash_not_allowed");
        (await carlos.Vault.GetAsync("/incoming_shares"))["shares"]!.AsArray().Should().BeEmpty();
    }

    [Fact, Rule("40", "chains")]
    public async Task A_value_for_a_slot_that_was_received_empty_has_no_hash_and_is_refused()
    {
        var people = await _story.UsersInAChainAsync(3);
        var (alice, bob, carlos) = (people[0], people[1], people[2]);
        var item = await Story.ItemAsync(alice, "plate", "vin");
        var share = await Story.ShareAsync(alice, item.Only("plate"), bob, share => share["onsharing_permitted"] = true);

        (await OnShareAsync(bob, share, carlos)).ShouldRefuse(422, "validation_failed");
    }

    [Fact, Rule("chains")]
    public async Task An_on_share_of_a_single_slot_share_carries_that_slot_only()
    {
        var people = await _story.UsersInAChainAsync(3);
        var (alice, bob, carlos) = (people[0], people[1], people[2]);
        var item = await Story.ItemAsync(alice, "plate", "vin");
        var share = await Story.ShareAsync(alice, item.Only("vin"), bob, share =>
        {
            share["slot_id"] = item.Slots["vin"];
            share["onsharing_permitted"] = true;
        });

        var onShare = await Story.ShareOnAsync(bob, share, carlos);

        (await carlos.Vault.GetAsync($"/incoming_shares/{onShare}"))["share"]!["slot_id"]!.GetValue<string>().Should().Be(item.Slots["vin"]);
        (await Story.CopyAsync(carlos, onShare)).Slots.Keys.Should().Equal("vin");
        await Story.UploadAsync(alice, item);
        (await Story.CopyAsync(carlos, onShare)).Slots.Keys.Should().Equal("vin");
    }

    [Fact, Rule("chains")]
    public async Task An_on_share_may_be_of_one_slot_of_a_whole_item()
    {
        var people = await _story.UsersInAChainAsync(3);
        var (alice, bob, carlos) = (people[0], people[1], people[2]);
        var item = await Story.ItemAsync(alice, "plate", "vin");
        var share = await Story.ShareAsync(alice, item, bob, share => share["onsharing_permitted"] = true);
        var copy = (await Story.CopyAsync(bob, share)).Only("vin");
        var request = Story.OnShareOf(copy, carlos);
        request["slot_id"] = copy.Slots["vin"];

        var onShare = Story.IdOf(await bob.Vault.PostAsync($"/items/{copy.Id}/shares", Story.Shares(request)));

        (await Story.CopyAsync(carlos, onShare)).Slots.Keys.Should().Equal("vin");
    }

    [Fact, Rule("33", "chains")]
    public async Task An_on_share_inherits_the_end_of_its_parent_and_does_not_outlive_it()
    {
        var end = server.Clock.GetUtcNow().AddDays(10);
        var (_, bob, carlos, _, share) = await SharedAsync("anyone", share => share["expires_at"] = end);

        (await OnShareAsync(bob, share, carlos, share => share["expires_at"] = end.AddSeconds(1))).ShouldRefuse(422, "share_expires_too_late");
        var inherited = (await OnShareAsync(bob, share, carlos)).Should(201)["shares"]![0]!;
        var earlier = (await OnShareAsync(bob, share, carlos, share => share["expires_at"] = end.AddDays(-1))).Should(201)["shares"]![0]!;

        inherited["expires_at"]!.GetValue<DateTimeOffset>().Should().Be(end);
        earlier["expires_at"]!.GetValue<DateTimeOffset>().Should().Be(end.AddDays(-1));
    }

    [Fact, Rule("33")]
    public async Task A_setting_lets_an_on_share_outlive_its_parent()
    {
        await using var other = MeecoServer.With(("OnShareMayOutliveItsParent", "true"));
        var end = other.Clock.GetUtcNow().AddDays(10);
        var (_, bob, carlos, _, share) = await SharedAsync(new Story(other), "anyone", share => share["expires_at"] = end);

        var later = (await OnShareAsync(bob, share, carlos, share => share["expires_at"] = end.AddDays(1))).Should(201)["shares"]![0]!;

        later["expires_at"]!.GetValue<DateTimeOffset>().Should().Be(end.AddDays(1));

        // Both are over; the parent for longer than it is kept, and what came from it not yet.
        other.Clock.Advance(TimeSpan.FromDays(100));
        await other.SweepAsync();
        (await carlos.Vault.GetAsync($"/incoming_shares/{later["id"]}")).Should(200);
    }

    [Fact, Rule("29", "chains")]
    public async Task A_chain_is_as_long_as_every_share_in_it_permits()
    {
        var people = await _story.UsersInAChainAsync(5);
        var item = await Story.ItemAsync(people[0], "plate");
        var share = await Story.ShareAsync(people[0], item, people[1], share => share["sharing_mode"] = "anyone");
        share = await Story.ShareOnAsync(people[1], share, people[2], share => share["sharing_mode"] = "anyone");
        share = await Story.ShareOnAsync(people[2], share, people[3]);

        (await OnShareAsync(people[3], share, people[4])).ShouldRefuse(403, "onsharing_not_permitted");
        (await Story.CopyAsync(people[3], share)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
    }

    [Fact, Rule("29", "chains")]
    public async Task A_depth_of_one_is_the_rule_of_API_39()
    {
        await using var other = MeecoServer.With(("MaxOnShareDepth", "1"));
        var people = await new Story(other).UsersInAChainAsync(4);
        var item = await Story.ItemAsync(people[0], "plate");
        var share = await Story.ShareAsync(people[0], item, people[1], share => share["onsharing_permitted"] = true);

        var onShare = (await OnShareAsync(people[1], share, people[2], share => share["onsharing_permitted"] = true)).Should(201)["shares"]![0]!;

        onShare["onsharing_permitted"]!.GetValue<bool>().Should().BeFalse("a recipient's on-share is forced to mode owner");
        var id = onShare["id"]!.GetValue<string>();
        (await OnShareAsync(people[2], id, people[3])).ShouldRefuse(403, "onsharing_not_permitted");
        (await people[0].Vault.PutAsync("/shares", Change(id, "onsharing_permitted", true))).ShouldRefuse(403, "onsharing_too_deep");
    }

    [Fact, Rule("revisions", "41")]
    public async Task A_sharer_who_read_an_older_value_set_stores_nothing()
    {
        var (alice, bob, carlos, item, share) = await SharedAsync("anyone");
        var read = await Story.CopyAsync(bob, share);
        await Story.UpdateAsync(alice, item);
        await Story.UploadAsync(alice, item);

        var stale = await bob.Vault.With("If-Match", read.Tag).PostAsync($"/items/{read.Id}/shares", Story.Shares(Story.OnShareOf(read, carlos)));

        stale.ShouldRefuse(412, "item_version_conflict");
        (await carlos.Vault.GetAsync("/incoming_shares"))["shares"]!.AsArray().Should().BeEmpty();
    }

    [Fact, Rule("revisions", "41")]
    public async Task The_same_version_encrypted_anew_is_another_value_set()
    {
        var (alice, bob, carlos, item, share) = await SharedAsync("anyone");
        var read = await Story.CopyAsync(bob, share);
        await Story.UploadAsync(alice, item, "v1 again");

        var stale = await bob.Vault.With("If-Match", read.Tag).PostAsync($"/items/{read.Id}/shares", Story.Shares(Story.OnShareOf(read, carlos)));
        var again = await Story.CopyAsync(bob, share);
        var fresh = await bob.Vault.With("If-Match", again.Tag).PostAsync($"/items/{read.Id}/shares", Story.Shares(Story.OnShareOf(again, carlos, "v1 again")));

        stale.ShouldRefuse(412, "item_version_conflict");
        (await Story.CopyAsync(carlos, Story.IdOf(fresh))).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1 again"));
    }

    [Fact, Rule("30", "43", "tasks")]
    public async Task Sharing_on_what_lags_behind_leaves_the_owner_a_task()
    {
        var (alice, bob, carlos, item, share) = await SharedAsync("anyone");
        await Story.UpdateAsync(alice, item);
        var task = (await Story.TasksAsync(alice))[0]["id"]!.GetValue<string>();
        (await alice.Vault.PutAsync("/client_task_queue", Story.TaskChange(task, "done"))).Should(200);

        await Story.ShareOnAsync(bob, share, carlos);

        (await Story.TasksAsync(alice, "?state=todo")).Should().ContainSingle();
    }

    internal static JsonObject Change(string share, string member, JsonNode? value) =>
        new() { ["shares"] = new JsonArray(new JsonObject { ["share_id"] = share, [member] = value }) };

    internal static async Task<TestAnswer> OnShareAsync(TestUser sharer, string received, TestUser recipient, Action<JsonObject>? change = null)
    {
        var copy = await Story.CopyAsync(sharer, received);
        var share = Story.OnShareOf(copy, recipient);
        change?.Invoke(share);
        return await sharer.Vault.PostAsync($"/items/{copy.Id}/shares", Story.Shares(share));
    }

    private Task<(TestUser Alice, TestUser Bob, TestUser Carlos, TestItem Item, string ShareId)> SharedAsync(
        string mode,
        Action<JsonObject>? change = null) => SharedAsync(_story, mode, change);

    private static async Task<(TestUser Alice, TestUser Bob, TestUser Carlos, TestItem Item, string ShareId)> SharedAsync(
        Story story,
        string mode,
        Action<JsonObject>? change = null)
    {
        var people = await story.UsersInAChainAsync(3);
        var item = await Story.ItemAsync(people[0], "plate");
        var share = await Story.ShareAsync(people[0], item, people[1], share =>
        {
            share["sharing_mode"] = mode;
            change?.Invoke(share);
        });
        return (people[0], people[1], people[2], item, share);
    }
}
