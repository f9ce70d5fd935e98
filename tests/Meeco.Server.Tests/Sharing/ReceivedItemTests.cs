using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Sharing;

public sealed class ReceivedItemTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    [Fact, Rule("39")]
    public async Task Values_under_ones_own_key_leave_the_share_without_a_key_and_keep_the_owners_hash()
    {
        var (_, bob, _, share) = await SharedAsync("plate", "vin");
        var copy = await Story.CopyAsync(bob, share);

        var answer = (await bob.Vault.PostAsync($"/items/{copy.Id}/encrypt", Encrypted(copy))).Should(200);

        var mine = TestItem.From(answer);
        mine.Slot("plate", "encrypted_value").Should().Be(TestCryppo.Aes("plate under my own key"));
        mine.Slot("plate", "encrypted_value_verification_key").Should().Be(TestCryppo.Aes("key of plate under my own key"));
        mine.Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
        var seen = (await bob.Vault.GetAsync($"/incoming_shares/{share}"))["share"]!;
        seen["encrypted_dek"].Should().BeNull();
        seen["acceptance_required"]!.GetValue<string>().Should().Be("acceptance_not_required");
    }

    [Fact, Rule("39", "51")]
    public async Task The_owners_next_batch_brings_a_new_key_again()
    {
        var (alice, bob, item, share) = await SharedAsync("plate");
        var copy = await Story.CopyAsync(bob, share);
        (await bob.Vault.PostAsync($"/items/{copy.Id}/encrypt", Encrypted(copy))).Should(200);

        await Story.UpdateAsync(alice, item);
        await Story.UploadAsync(alice, item);

        (await bob.Vault.GetAsync($"/incoming_shares/{share}"))["share"]!["encrypted_dek"].Should().NotBeNull();
        (await Story.CopyAsync(bob, share)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v2"));
    }

    [Fact, Rule("39", "revisions")]
    public async Task Values_that_the_owner_has_replaced_since_do_not_come_back()
    {
        var (alice, bob, item, share) = await SharedAsync("plate");
        var read = await Story.CopyAsync(bob, share);
        await Story.UpdateAsync(alice, item);
        await Story.UploadAsync(alice, item);

        var stale = await bob.Vault.With("If-Match", read.Tag).PostAsync($"/items/{read.Id}/encrypt", Encrypted(read));

        stale.ShouldRefuse(412, "item_version_conflict");
        (await Story.CopyAsync(bob, share)).Slot("plate", "encrypted_value").Should().Be(TestCryppo.Aes($"plate v2 for {share}"));
    }

    [Fact, Rule("39")]
    public async Task No_value_is_left_behind_under_the_lost_key()
    {
        var (_, bob, _, share) = await SharedAsync("plate", "vin");
        var copy = await Story.CopyAsync(bob, share);

        (await bob.Vault.PostAsync($"/items/{copy.Id}/encrypt", Encrypted(copy.Only("plate")))).ShouldRefuse(422, "validation_failed");
        (await bob.Vault.GetAsync($"/incoming_shares/{share}"))["share"]!["encrypted_dek"].Should().NotBeNull();
        (await Story.CopyAsync(bob, share)).Slot("plate", "encrypted_value").Should().Be(TestCryppo.Aes($"plate v1 for {bob.Id}"));
    }

    [Theory, Rule("2", "39")]
    [InlineData("encrypted_value", "OUTATIME", "invalid_cryppo")]
    [InlineData("encrypted_value_verification_key", null, "invalid_cryppo")]
    [InlineData("id", "unknown", "validation_failed")]
    public async Task What_cannot_be_stored_is_refused(string member, string? value, string code)
    {
        var (_, bob, _, share) = await SharedAsync("plate");
        var copy = await Story.CopyAsync(bob, share);
        var request = Encrypted(copy);
        request["slots"]![0]![member] = value;

        (await bob.Vault.PostAsync($"/items/{copy.Id}/encrypt", request)).ShouldRefuse(422, code);
        (await bob.Vault.GetAsync($"/incoming_shares/{share}"))["share"]!["encrypted_dek"].Should().NotBeNull();
    }

    [Fact, Rule("24", "39")]
    public async Task What_is_not_accepted_cannot_be_encrypted()
    {
        var people = await _story.UsersInAChainAsync(2);
        var item = await Story.ItemAsync(people[0], "plate");
        var share = await Story.ShareAsync(people[0], item, people[1], share => share["acceptance_required"] = "acceptance_required");
        var copy = await Story.CopyAsync(people[1], share);

        (await people[1].Vault.PostAsync($"/items/{copy.Id}/encrypt", new JsonObject())).ShouldRefuse(403, "share_not_accepted");
    }

    [Fact, Rule("ending")]
    public async Task A_recipient_does_not_change_a_received_item()
    {
        var (_, bob, _, share) = await SharedAsync("plate");
        var copy = await Story.CopyAsync(bob, share);
        var change = JsonNode.Parse("""{"item":{"label":"Mine"}}""");

        (await bob.Vault.PutAsync($"/items/{copy.Id}", change)).ShouldRefuse(403, "received_item_read_only");
        (await bob.Vault.DeleteAsync($"/slots/{copy.Slots["plate"]}")).ShouldRefuse(403, "received_item_read_only");
        (await Story.CopyAsync(bob, share)).Answer["item"]!["label"]!.GetValue<string>().Should().Be("DeLorean");
    }

    [Fact, Rule("35", "ending")]
    public async Task Deleting_a_received_item_ends_its_share()
    {
        var (alice, bob, item, share) = await SharedAsync("plate");
        var copy = await Story.CopyAsync(bob, share);

        (await bob.Vault.DeleteAsync($"/items/{copy.Id}")).Should(204);

        (await bob.Vault.GetAsync("/items"))["items"]!.AsArray().Should().BeEmpty();
        (await alice.Vault.GetAsync($"/outgoing_shares/{share}")).ShouldRefuse(404, "not_found");
        (await alice.Vault.GetAsync($"/items/{item.Id}")).Should(200);
    }

    [Fact, Rule("10", "revisions")]
    public async Task A_received_items_version_is_that_of_its_value_set()
    {
        var (alice, bob, item, share) = await SharedAsync("plate");
        var first = await Story.CopyAsync(bob, share);

        await Story.UpdateAsync(alice, item);
        var lagging = await Story.CopyAsync(bob, share);
        await Story.UploadAsync(alice, item);
        var current = await Story.CopyAsync(bob, share);
        var answer = await bob.Vault.GetAsync($"/items/{current.Id}");

        lagging.Version.Should().Be(first.Version, "his values are still the same");
        current.Version.Should().NotBe(first.Version);
        answer.ETag.Should().Be(current.Tag);
    }

    private static JsonObject Encrypted(TestItem copy) => new()
    {
        ["slots"] = new JsonArray(
        [
            .. copy.Slots.Select(slot => new JsonObject
            {
                ["id"] = slot.Value,
                ["encrypted_value"] = TestCryppo.Aes($"{slot.Key} under my own key"),
                ["encrypted_value_verification_key"] = TestCryppo.Aes($"key of {slot.Key} under my own key"),
            }),
        ]),
    };

    private async Task<(TestUser Alice, TestUser Bob, TestItem Item, string Share)> SharedAsync(params string[] slots)
    {
        var people = await _story.UsersInAChainAsync(2);
        var item = await Story.ItemAsync(people[0], slots);
        return (people[0], people[1], item, await Story.ShareAsync(people[0], item, people[1]));
    }
}
