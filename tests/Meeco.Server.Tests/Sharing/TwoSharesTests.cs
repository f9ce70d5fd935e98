using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Sharing;

public sealed class TwoSharesTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    [Fact, Rule("38", "two-shares")]
    public async Task Two_shares_of_an_item_make_one_copy_served_by_the_older()
    {
        var (_, bob, carlos, direct, viaBob) = await TwiceAsync();

        var first = (await carlos.Vault.GetAsync($"/incoming_shares/{direct}/item")).Should(200);
        var second = (await carlos.Vault.GetAsync($"/incoming_shares/{viaBob}/item")).Should(200);

        (await carlos.Vault.GetAsync("/items"))["items"]!.AsArray().Should().ContainSingle();
        first["item_shared_via_another_share_id"].Should().BeNull();
        second["item_shared_via_another_share_id"]!.GetValue<string>().Should().Be(direct);
        second["share"]!["id"]!.GetValue<string>().Should().Be(viaBob);
        second["share"]!["sender_id"]!.GetValue<string>().Should().Be(bob.Id);
        second["item"]!.ToJsonString().Should().Be(first["item"]!.ToJsonString());
        second["slots"]!.ToJsonString().Should().Be(first["slots"]!.ToJsonString());
    }

    [Fact, Rule("two-shares", "ids")]
    public async Task When_the_serving_share_ends_the_next_serves_under_the_same_ids()
    {
        var (alice, _, carlos, direct, viaBob) = await TwiceAsync();
        var before = await Story.CopyAsync(carlos, direct);

        (await alice.Vault.DeleteAsync($"/shares/{direct}")).Should(204);
        var after = (await carlos.Vault.GetAsync($"/incoming_shares/{viaBob}/item")).Should(200);

        after["item_shared_via_another_share_id"].Should().BeNull();
        var copy = TestItem.From(after);
        copy.Id.Should().Be(before.Id);
        copy.Slots.Should().Equal(before.Slots);
        copy.Slot("plate", "share_id").Should().Be(viaBob);
        copy.Version.Should().NotBe(before.Version, "another value set is served");
    }

    [Fact, Rule("two-shares", "revisions")]
    public async Task What_was_read_of_one_share_is_not_stored_with_the_hashes_of_another()
    {
        var (alice, _, carlos, direct, viaBob) = await TwiceAsync(direct => direct["onsharing_permitted"] = true, viaBob => viaBob["onsharing_permitted"] = true);
        var dave = await _story.UserAsync();
        await Story.ConnectAsync(carlos, dave);
        var read = await Story.CopyAsync(carlos, direct);
        (await alice.Vault.DeleteAsync($"/shares/{direct}")).Should(204);

        var stale = await carlos.Vault.With("If-Match", read.Tag).PostAsync($"/items/{read.Id}/shares", Story.Shares(Story.OnShareOf(read, dave)));

        stale.ShouldRefuse(412, "item_version_conflict");
        (await Story.CopyAsync(carlos, viaBob)).Version.Should().NotBe(read.Version);
    }

    [Fact, Rule("two-shares", "before-acceptance")]
    public async Task A_share_that_waits_serves_nothing_while_another_is_readable()
    {
        var (_, _, carlos, direct, viaBob) = await TwiceAsync(direct => direct["acceptance_required"] = "acceptance_required");

        var waiting = (await carlos.Vault.GetAsync($"/incoming_shares/{direct}/item")).Should(200);

        waiting["item_shared_via_another_share_id"]!.GetValue<string>().Should().Be(viaBob);
        waiting["share"]!["encrypted_dek"].Should().BeNull();
        waiting["item"]!["share_id"]!.GetValue<string>().Should().Be(viaBob);
    }

    [Fact, Rule("two-shares", "before-acceptance")]
    public async Task While_both_wait_none_is_named_as_the_one_that_serves()
    {
        var (_, _, carlos, direct, viaBob) = await TwiceAsync(
            direct => direct["acceptance_required"] = "acceptance_required",
            viaBob => viaBob["acceptance_required"] = "acceptance_required");

        foreach (var share in new[] { direct, viaBob })
        {
            var answer = (await carlos.Vault.GetAsync($"/incoming_shares/{share}/item")).Should(200);
            answer["slots"]!.AsArray().Should().BeEmpty();
            answer["item_shared_via_another_share_id"].Should().BeNull();
        }
    }

    [Fact, Rule("two-shares", "rejecting")]
    public async Task Rejecting_one_of_two_leaves_the_item_in_the_list()
    {
        var (_, _, carlos, direct, viaBob) = await TwiceAsync(direct => direct["acceptance_required"] = "acceptance_required");

        (await carlos.Vault.PutAsync($"/incoming_shares/{direct}/reject", null)).Should(200);

        var listed = (await carlos.Vault.GetAsync("/items")).Should(200);
        listed["items"]!.AsArray().Should().ContainSingle().Which!["share_id"]!.GetValue<string>().Should().Be(viaBob);
    }

    [Fact, Rule("two-shares", "chains")]
    public async Task Either_share_may_permit_sharing_on_and_the_hash_is_that_of_what_was_read()
    {
        var (alice, bob, carlos, direct, viaBob) = await TwiceAsync(viaBobChange: viaBob => viaBob["onsharing_permitted"] = true);
        var dave = await _story.UserAsync();
        await Story.ConnectAsync(carlos, dave);

        var onShare = await Story.ShareOnAsync(carlos, direct, dave);

        (await Story.CopyAsync(dave, onShare)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
        (await bob.Vault.DeleteAsync($"/shares/{viaBob}")).Should(204);
        (await dave.Vault.GetAsync($"/incoming_shares/{onShare}")).ShouldRefuse(404, "not_found");
        (await Story.CopyAsync(carlos, direct)).Slots.Should().ContainSingle();
        (await alice.Vault.GetAsync($"/outgoing_shares/{direct}")).Should(200);
    }

    [Fact, Rule("two-shares", "41", "revisions")]
    public async Task The_hash_of_an_on_share_is_that_of_the_share_that_was_read_not_of_the_one_that_permits()
    {
        var (alice, _, carlos, direct, viaBob) = await TwiceAsync(viaBobChange: viaBob => viaBob["onsharing_permitted"] = true);
        var dave = await _story.UserAsync();
        await Story.ConnectAsync(carlos, dave);
        var original = (await Story.CopyAsync(carlos, direct)).Answer["item"]!["original_id"]!.GetValue<string>();
        var item = TestItem.From((await alice.Vault.GetAsync($"/items/{original}")).Should(200));
        (await alice.Vault.PutAsync($"/items/{item.Id}/shares", Story.UploadOf(item, [direct], "for the direct share"))).Should(201);
        (await alice.Vault.PutAsync($"/items/{item.Id}/shares", Story.UploadOf(item, [viaBob], "for Bob's share"))).Should(201);

        var onShare = await Story.ShareOnAsync(carlos, direct, dave);

        (await Story.CopyAsync(dave, onShare)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate for the direct share"));
    }

    [Fact, Rule("two-shares", "35")]
    public async Task Deleting_the_copy_ends_both_shares()
    {
        var (_, _, carlos, direct, viaBob) = await TwiceAsync();
        var copy = await Story.CopyAsync(carlos, direct);

        (await carlos.Vault.DeleteAsync($"/items/{copy.Id}")).Should(204);

        (await carlos.Vault.GetAsync("/incoming_shares"))["shares"]!.AsArray().Should().BeEmpty();
        (await carlos.Vault.GetAsync($"/incoming_shares/{viaBob}")).ShouldRefuse(404, "not_found");
    }

    [Fact, Rule("two-shares", "54")]
    public async Task A_batch_brings_both_shares_up_to_date()
    {
        var (alice, _, carlos, direct, _) = await TwiceAsync();
        var original = (await Story.CopyAsync(carlos, direct)).Answer["item"]!["original_id"]!.GetValue<string>();
        var item = TestItem.From((await alice.Vault.GetAsync($"/items/{original}")).Should(200));
        await Story.UpdateAsync(alice, item);

        (await Story.UploadAsync(alice, item))["shares"]!.AsArray().Should().HaveCount(3);
        (await alice.Vault.DeleteAsync($"/shares/{direct}")).Should(204);

        var listed = TestItem.From((await carlos.Vault.GetAsync($"/items/{(await FirstItemAsync(carlos))}")).Should(200));
        listed.Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v2"));
    }

    private static async Task<string> FirstItemAsync(TestUser user) =>
        (await user.Vault.GetAsync("/items"))["items"]![0]!["id"]!.GetValue<string>();

    /// <summary>Carlos receives Alice's item from her, and once more from Bob.</summary>
    private async Task<(TestUser Alice, TestUser Bob, TestUser Carlos, string Direct, string ViaBob)> TwiceAsync(
        Action<JsonObject>? directChange = null,
        Action<JsonObject>? viaBobChange = null)
    {
        var people = await _story.UsersInAChainAsync(3);
        var (alice, bob, carlos) = (people[0], people[1], people[2]);
        await Story.ConnectAsync(alice, carlos);
        var item = await Story.ItemAsync(alice, "plate");
        var direct = await Story.ShareAsync(alice, item, carlos, directChange);
        var toBob = await Story.ShareAsync(alice, item, bob, share => share["onsharing_permitted"] = true);
        var viaBob = await Story.ShareOnAsync(bob, toBob, carlos, viaBobChange);
        return (alice, bob, carlos, direct, viaBob);
    }
}
