using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Sharing;

public sealed class ShareCreationTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    [Fact, Rule("21", "27", "28", "29", "37", "owner-id")]
    public async Task A_share_carries_what_its_sender_said_in_the_words_of_both_generations()
    {
        var (alice, bob) = await ConnectedAsync();
        var item = await Story.ItemAsync(alice, "plate");
        var request = Story.ShareOf(item, bob);
        request["terms"] = "Do not tell the police";
        request["acceptance_required"] = "acceptance_required";
        request["sharing_mode"] = "anyone";
        request["expires_at"] = "2026-06-01T00:00:00.000Z";

        var share = (await alice.Vault.PostAsync($"/items/{item.Id}/shares", Story.Shares(request))).Should(201)["shares"]![0]!;

        Text(share, "owner_id").Should().Be(alice.Id);
        Text(share, "sender_id").Should().Be(alice.Id);
        Text(share, "recipient_id").Should().Be(bob.Id);
        Text(share, "item_id").Should().Be(item.Id);
        share["slot_id"].Should().BeNull();
        Text(share, "public_key").Should().Be(bob.PublicKey);
        Text(share, "keypair_external_id").Should().Be($"pair of {bob.Id}");
        Text(share, "encrypted_dek").Should().Be(Text(request, "encrypted_dek"));
        Text(share, "terms").Should().Be("Do not tell the police");
        Text(share, "acceptance_required").Should().Be("acceptance_required");
        Text(share, "sharing_mode").Should().Be("anyone");
        share["onsharing_permitted"]!.GetValue<bool>().Should().BeTrue();
        Text(share, "expires_at").Should().Be("2026-06-01T00:00:00.000Z");
        Text(share, "created_at").Should().EndWith("Z");
    }

    [Fact, Rule("10", "27", "owner-id", "ids")]
    public async Task A_recipient_has_the_item_and_its_slots_under_ids_of_his_own()
    {
        var (alice, bob) = await ConnectedAsync();
        var item = await Story.ItemAsync(alice, "plate", "vin");

        var share = await Story.ShareAsync(alice, item, bob);
        var copy = TestItem.From((await bob.Vault.GetAsync($"/items/{(await Story.CopyAsync(bob, share)).Id}")).Should(200));

        copy.Id.Should().NotBe(item.Id);
        copy.Slots.Values.Should().NotIntersectWith(item.Slots.Values);
        var body = copy.Answer["item"]!;
        body["own"]!.GetValue<bool>().Should().BeFalse();
        Text(body, "original_id").Should().Be(item.Id);
        Text(body, "owner_id").Should().Be(alice.Id);
        Text(body, "share_id").Should().Be(share);
        copy.Slot("plate", "original_id").Should().Be(item.Slots["plate"]);
        copy.Slot("plate", "owner_id").Should().Be(alice.Id);
        copy.Slot("plate", "share_id").Should().Be(share);
        copy.Slot("plate", "item_id").Should().Be(copy.Id);
        copy.Slot("plate", "encrypted_value").Should().Be(TestCryppo.Aes($"plate v1 for {bob.Id}"));
        copy.Slot("plate", "encrypted_value_verification_key").Should().Be(TestCryppo.Aes("key of plate v1"));
        copy.Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
    }

    [Fact, Rule("37")]
    public async Task A_recipient_reads_nothing_by_the_ids_of_the_original()
    {
        var (alice, bob) = await ConnectedAsync();
        var item = await Story.ItemAsync(alice, "plate");
        await Story.ShareAsync(alice, item, bob);

        (await bob.Vault.GetAsync($"/items/{item.Id}")).ShouldRefuse(404, "not_found");
        (await bob.Vault.GetAsync($"/slots/{item.Slots["plate"]}")).ShouldRefuse(404, "not_found");
        (await bob.Vault.GetAsync($"/items/{item.Id}/shares")).ShouldRefuse(404, "not_found");
    }

    [Fact, Rule("12")]
    public async Task Nobody_shares_with_a_user_he_is_not_connected_to()
    {
        var (alice, stranger) = (await _story.UserAsync(), await _story.UserAsync());
        var item = await Story.ItemAsync(alice, "plate");

        var refused = await alice.Vault.PostAsync($"/items/{item.Id}/shares", Story.Shares(Story.ShareOf(item, stranger)));

        refused.ShouldRefuse(422, "connection_required");
        (await stranger.Vault.GetAsync("/incoming_shares"))["shares"]!.AsArray().Should().BeEmpty();
    }

    [Fact, Rule("12")]
    public async Task Nobody_shares_with_himself()
    {
        var (alice, _) = await ConnectedAsync();
        var item = await Story.ItemAsync(alice, "plate");

        (await alice.Vault.PostAsync($"/items/{item.Id}/shares", Story.Shares(Story.ShareOf(item, alice)))).ShouldRefuse(422, "recipient_not_allowed");
    }

    [Fact, Rule("27")]
    public async Task A_share_for_another_key_than_the_connections_is_refused()
    {
        var (alice, bob) = await ConnectedAsync();
        var item = await Story.ItemAsync(alice, "plate");
        var share = Story.ShareOf(item, bob);
        share["public_key"] = alice.PublicKey;

        var refused = (await alice.Vault.PostAsync($"/items/{item.Id}/shares", Story.Shares(share))).ShouldRefuse(422, "validation_failed");

        refused["errors"]![0]!["extra_info"]!["field"]!.GetValue<string>().Should().Be("public_key");
    }

    [Fact, Rule("27", "generations")]
    public async Task Keys_are_compared_as_keys_and_echoed_byte_for_byte()
    {
        var (alice, bob) = await ConnectedAsync();
        var item = await Story.ItemAsync(alice, "plate");
        var unixLines = bob.PublicKey.ReplaceLineEndings("\n");
        unixLines.Should().NotBe(bob.PublicKey);

        var share = await Story.ShareAsync(alice, item, bob, share => share["public_key"] = unixLines);

        Text((await bob.Vault.GetAsync($"/incoming_shares/{share}"))["share"]!, "public_key").Should().Be(unixLines);
    }

    [Theory, Rule("2", "40")]
    [InlineData("encrypted_dek", "a key", "invalid_cryppo")]
    [InlineData("encrypted_dek", null, "invalid_cryppo")]
    [InlineData("acceptance_required", "accepted", "validation_failed")]
    [InlineData("acceptance_required", "perhaps", "validation_failed")]
    [InlineData("sharing_mode", "everyone", "validation_failed")]
    [InlineData("expires_at", "2025-01-01T00:00:00Z", "validation_failed")]
    [InlineData("slot_id", "0b07b423-0000-0000-0000-000000000000", "validation_failed")]
    public async Task A_share_that_cannot_be_is_refused(string member, string? value, string code)
    {
        var (alice, bob) = await ConnectedAsync();
        var item = await Story.ItemAsync(alice, "plate");
        var share = Story.ShareOf(item, bob);
        share[member] = value;

        (await alice.Vault.PostAsync($"/items/{item.Id}/shares", Story.Shares(share))).ShouldRefuse(422, code);
    }

    [Theory, Rule("2", "40")]
    [InlineData("encrypted_value", "OUTATIME", "invalid_cryppo")]
    [InlineData("encrypted_value_verification_key", "a key", "invalid_cryppo")]
    [InlineData("encrypted_value_verification_key", null, "invalid_cryppo")]
    [InlineData("value_verification_hash", null, "validation_failed")]
    [InlineData("value_verification_hash", "ABCD", "validation_failed")]
    [InlineData("slot_id", "0b07b423-0000-0000-0000-000000000000", "validation_failed")]
    public async Task A_value_that_cannot_be_stored_is_refused(string member, string? value, string code)
    {
        var (alice, bob) = await ConnectedAsync();
        var item = await Story.ItemAsync(alice, "plate");
        var share = Story.ShareOf(item, bob);
        share["slot_values"]![0]![member] = value;

        (await alice.Vault.PostAsync($"/items/{item.Id}/shares", Story.Shares(share))).ShouldRefuse(422, code);
    }

    [Fact, Rule("29")]
    public async Task Two_spellings_of_the_mode_that_disagree_are_refused()
    {
        var (alice, bob) = await ConnectedAsync();
        var item = await Story.ItemAsync(alice, "plate");
        var share = Story.ShareOf(item, bob);
        share["sharing_mode"] = "owner";
        share["onsharing_permitted"] = true;

        (await alice.Vault.PostAsync($"/items/{item.Id}/shares", Story.Shares(share))).ShouldRefuse(422, "sharing_mode_contradiction");
    }

    [Fact, Rule("42")]
    public async Task One_bad_share_among_good_ones_creates_nothing_and_is_named()
    {
        var people = await _story.UsersConnectedToTheFirstAsync(3);
        var (alice, bob, carlos) = (people[0], people[1], people[2]);
        var stranger = await _story.UserAsync();
        var item = await Story.ItemAsync(alice, "plate");

        var refused = await alice.Vault.PostAsync(
            $"/items/{item.Id}/shares",
            Story.Shares(Story.ShareOf(item, bob), Story.ShareOf(item, stranger), Story.ShareOf(item, carlos)));

        var info = refused.ShouldRefuse(422, "connection_required")["errors"]![0]!["extra_info"]!;
        info["share"]!["index"]!.GetValue<int>().Should().Be(1);
        Text(info["share"]!, "recipient_id").Should().Be(stranger.Id);
        Text(info, "field").Should().Be("recipient_id");
        (await alice.Vault.GetAsync("/outgoing_shares"))["shares"]!.AsArray().Should().BeEmpty();
        (await bob.Vault.GetAsync("/items"))["items"]!.AsArray().Should().BeEmpty();
        (await carlos.Vault.GetAsync("/incoming_shares"))["shares"]!.AsArray().Should().BeEmpty();
    }

    [Fact, Rule("21")]
    public async Task A_share_of_one_slot_shows_that_slot_alone()
    {
        var (alice, bob) = await ConnectedAsync();
        var item = await Story.ItemAsync(alice, "plate", "vin");

        var share = await Story.ShareAsync(alice, item.Only("vin"), bob, share => share["slot_id"] = item.Slots["vin"]);
        var copy = await Story.CopyAsync(bob, share);

        copy.Slots.Keys.Should().Equal("vin");
        copy.Answer["item"]!["slot_ids"]!.AsArray().Should().ContainSingle();
        Text((await bob.Vault.GetAsync($"/incoming_shares/{share}"))["share"]!, "slot_id").Should().Be(item.Slots["vin"]);
    }

    [Fact, Rule("21")]
    public async Task A_share_of_one_slot_takes_no_value_of_another()
    {
        var (alice, bob) = await ConnectedAsync();
        var item = await Story.ItemAsync(alice, "plate", "vin");
        var share = Story.ShareOf(item, bob);
        share["slot_id"] = item.Slots["vin"];

        (await alice.Vault.PostAsync($"/items/{item.Id}/shares", Story.Shares(share))).ShouldRefuse(422, "validation_failed");
    }

    [Fact, Rule("23")]
    public async Task Terms_and_acceptance_are_kept_apart()
    {
        var (alice, bob) = await ConnectedAsync();
        var item = await Story.ItemAsync(alice, "plate");

        var share = await Story.ShareAsync(alice, item, bob, share => share["terms"] = "Be kind");
        var seen = (await bob.Vault.GetAsync($"/incoming_shares/{share}"))["share"]!;

        Text(seen, "terms").Should().Be("Be kind");
        Text(seen, "acceptance_required").Should().Be("acceptance_not_required");
    }

    [Fact, Rule("revisions")]
    public async Task An_owner_who_read_an_older_version_shares_nothing()
    {
        var (alice, bob) = await ConnectedAsync();
        var item = await Story.ItemAsync(alice, "plate");
        await Story.UpdateAsync(alice, item);

        var refused = await alice.Vault.With("If-Match", item.Tag).PostAsync($"/items/{item.Id}/shares", Story.Shares(Story.ShareOf(item, bob)));

        refused.ShouldRefuse(412, "item_version_conflict");
        (await bob.Vault.GetAsync("/incoming_shares"))["shares"]!.AsArray().Should().BeEmpty();
    }

    [Fact, Rule("extensions")]
    public async Task Repeating_a_lost_answer_with_its_key_shares_once()
    {
        var (alice, bob) = await ConnectedAsync();
        var item = await Story.ItemAsync(alice, "plate");
        var caller = alice.Vault.With("Idempotency-Key", "once");
        var request = Story.Shares(Story.ShareOf(item, bob));

        var first = (await caller.PostAsync($"/items/{item.Id}/shares", request.DeepClone())).Should(201);
        var second = (await caller.PostAsync($"/items/{item.Id}/shares", request)).Should(201);

        second.Text.Should().Be(first.Text);
        (await bob.Vault.GetAsync("/incoming_shares"))["shares"]!.AsArray().Should().ContainSingle();
    }

    [Fact, Rule("extensions")]
    public async Task A_recipient_who_has_such_a_share_is_passed_over_where_the_sender_asks_for_it()
    {
        var people = await _story.UsersConnectedToTheFirstAsync(3);
        var (alice, bob, carlos) = (people[0], people[1], people[2]);
        var item = await Story.ItemAsync(alice, "plate", "vin");
        var first = await Story.ShareAsync(alice, item, bob);
        var again = Story.ShareOf(item, bob);
        again["terms"] = "Others than before";

        var answer = (await SkippingAsync(alice, item, again, Story.ShareOf(item, carlos), Story.ShareOf(item, carlos))).Should(201);

        var shares = answer["shares"]!.AsArray();
        shares.Should().HaveCount(3);
        Text(shares[0]!, "id").Should().Be(first);
        shares[0]!["terms"].Should().BeNull();
        Text(shares[1]!, "recipient_id").Should().Be(carlos.Id);
        Text(shares[2]!, "id").Should().Be(Text(shares[1]!, "id"));
        answer["already_shared_ids"]!.AsArray().Should().ContainSingle().Which!.GetValue<string>().Should().Be(first);
        (await bob.Vault.GetAsync("/incoming_shares"))["shares"]!.AsArray().Should().ContainSingle();
        (await carlos.Vault.GetAsync("/incoming_shares"))["shares"]!.AsArray().Should().ContainSingle();
    }

    [Fact, Rule("extensions")]
    public async Task Another_slot_a_share_that_was_rejected_and_another_senders_share_are_not_such_a_share()
    {
        var (alice, bob) = await ConnectedAsync();
        var item = await Story.ItemAsync(alice, "plate", "vin");
        var asking = Story.ShareOf(item, bob);
        asking["acceptance_required"] = "acceptance_required";
        var first = Text((await alice.Vault.PostAsync($"/items/{item.Id}/shares", Story.Shares(asking))).Should(201)["shares"]![0]!, "id");
        var ofOneSlot = Story.ShareOf(item, bob);
        ofOneSlot["slot_id"] = item.Slots["vin"];
        ofOneSlot["slot_values"]!.AsArray().RemoveAt(0);

        var other = (await SkippingAsync(alice, item, ofOneSlot)).Should(201);
        (await bob.Vault.PutAsync($"/incoming_shares/{first}/reject", null)).Should(200);
        var anew = (await SkippingAsync(alice, item, asking)).Should(201);

        other["already_shared_ids"].Should().BeNull();
        anew["already_shared_ids"].Should().BeNull();
        Text(anew["shares"]![0]!, "id").Should().NotBe(first);
    }

    [Fact, Rule("extensions")]
    public async Task Of_several_shares_that_a_recipient_has_the_one_that_was_asked_for_is_named()
    {
        var (alice, bob) = await ConnectedAsync();
        var item = await Story.ItemAsync(alice, "plate", "vin");
        var ofOneSlot = Story.ShareOf(item, bob);
        ofOneSlot["slot_id"] = item.Slots["vin"];
        ofOneSlot["slot_values"]!.AsArray().RemoveAt(0);
        await Story.ShareAsync(alice, item, bob);
        var first = Text((await SkippingAsync(alice, item, ofOneSlot)).Should(201)["shares"]![0]!, "id");

        var again = (await SkippingAsync(alice, item, ofOneSlot)).Should(201);

        Text(again["shares"]!.AsArray().Should().ContainSingle().Which!, "id").Should().Be(first);
        again["already_shared_ids"]!.AsArray().Should().ContainSingle().Which!.GetValue<string>().Should().Be(first);
    }

    [Fact, Rule("extensions")]
    public async Task Runs_that_ask_for_it_at_the_same_time_make_one_share()
    {
        var (alice, bob) = await ConnectedAsync();
        var item = await Story.ItemAsync(alice, "plate");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SkippingAsync(alice, item, Story.ShareOf(item, bob))));

        answers.Select(answer => Text(answer.Should(201)["shares"]![0]!, "id")).Distinct().Should().ContainSingle();
        answers.Count(answer => answer["already_shared_ids"] is null).Should().Be(1);
        (await bob.Vault.GetAsync("/incoming_shares"))["shares"]!.AsArray().Should().ContainSingle();
    }

    private static Task<TestAnswer> SkippingAsync(TestUser sender, TestItem item, params JsonObject[] shares)
    {
        var request = Story.Shares([.. shares.Select(share => share.DeepClone().AsObject())]);
        request["skip_existing"] = true;
        return sender.Vault.PostAsync($"/items/{item.Id}/shares", request);
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    private async Task<(TestUser Alice, TestUser Bob)> ConnectedAsync()
    {
        var people = await _story.UsersInAChainAsync(2);
        return (people[0], people[1]);
    }
}
