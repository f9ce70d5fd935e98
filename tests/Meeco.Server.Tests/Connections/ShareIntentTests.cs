using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;

namespace Meeco.Server.Tests.Connections;

public sealed class ShareIntentTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    [Fact, Rule("20", "intents")]
    public async Task Who_takes_up_an_invitation_is_connected_and_has_the_shares_that_were_prepared()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var item = await Story.ItemAsync(alice, "plate", "colour");
        var (id, token) = await Invited.MakeAsync(alice, multistep: false);
        var intent = Invited.IntentOf(item, multistep: false);
        intent["terms"] = "Do not sell";
        intent["acceptance_required"] = "acceptance_required";
        intent["onsharing_permitted"] = true;
        (await Invited.PrepareAsync(alice, id, intent)).Should(200);

        var seen = (await bob.Vault.GetAsync($"/invitations/{token}")).Should(200);
        var prepared = seen["share_intents"]!.AsArray().Single()!;
        var made = (await Invited.ConnectAsync(bob, token, Deks(prepared, TestCryppo.Rsa("for Bob")))).Should(200);

        seen["invitation"]!["shares_to_be_created"]!.GetValue<int>().Should().Be(1);
        prepared["item_label"]!.GetValue<string>().Should().Be("DeLorean");
        prepared["terms"]!.GetValue<string>().Should().Be("Do not sell");
        prepared["encrypted_dek"]!.GetValue<string>().Should().Be(TestCryppo.Passphrase("dek"), "he has the passphrase");
        var report = made["created_shares_report"]!.AsArray().Single()!;
        report["success"]!.GetValue<bool>().Should().BeTrue();
        report["item_to_be_shared"]!.GetValue<string>().Should().Be(item.Id);
        var share = report["share_id"]!.GetValue<string>();
        (await bob.Vault.GetAsync($"/incoming_shares/{share}")).Should(200)["share"]!["encrypted_dek"].Should().BeNull("he has not accepted yet");
        await Story.AcceptAsync(bob, share);
        var accepted = (await bob.Vault.GetAsync($"/incoming_shares/{share}"))["share"]!;
        accepted["encrypted_dek"]!.GetValue<string>().Should().Be(TestCryppo.Rsa("for Bob"));
        accepted["public_key"]!.GetValue<string>().Should().Be(bob.PublicKey);
        accepted["keypair_external_id"]!.GetValue<string>().Should().Be($"pair of {bob.Id}");
        accepted["onsharing_permitted"]!.GetValue<bool>().Should().BeTrue();
        var copy = await Story.CopyAsync(bob, share);
        copy.Slot("plate", "encrypted_value").Should().Be(TestCryppo.Aes("plate v1 for nobody yet"));
        copy.Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
        (await alice.Vault.GetAsync("/share_intents"))["share_intents"]!.AsArray().Should().BeEmpty("it has become a share");
        (await Story.TasksAsync(alice)).Should().BeEmpty();
    }

    [Fact, Rule("20", "intents")]
    public async Task A_client_that_opens_no_DEK_gets_the_share_with_the_DEK_under_the_passphrase()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var (id, token) = await Invited.MakeAsync(alice, multistep: false);
        (await Invited.PrepareAsync(alice, id, Invited.IntentOf(await Story.ItemAsync(alice, "plate"), multistep: false))).Should(200);

        var share = ShareOf((await Invited.ConnectAsync(bob, token)).Should(200));

        (await bob.Vault.GetAsync($"/incoming_shares/{share}"))["share"]!["encrypted_dek"]!.GetValue<string>().Should().Be(TestCryppo.Passphrase("dek"));
    }

    [Fact, Rule("20", "intents")]
    public async Task In_the_multistep_workflow_the_sender_gives_the_DEK_when_he_confirms()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var (first, second) = (await Story.ItemAsync(alice, "plate"), await Story.ItemAsync(alice, "colour"));
        var (id, token) = await Invited.MakeAsync(alice, multistep: true);
        (await Invited.PrepareAsync(alice, id, Invited.IntentOf(first, multistep: true), Invited.IntentOf(second, multistep: true))).Should(200);

        (await bob.Vault.GetAsync($"/invitations/{token}"))["share_intents"]!.AsArray()
            .Should().OnlyContain(intent => intent!["encrypted_dek"] == null, "it is under the sender's own DEK");
        (await Invited.AcceptAsync(bob, token)).Should(200);
        (await bob.Vault.GetAsync("/items"))["items"]!.AsArray().Should().BeEmpty();
        (await Invited.ConfirmAsync(alice, id)).ShouldRefuse(422, "invalid_cryppo");
        (await Invited.ConfirmAsync(alice, id, new JsonObject { ["encrypted_dek"] = TestCryppo.Aes("dek") })).ShouldRefuse(422, "invalid_cryppo");
        (await Invited.ConnectionsAsync(alice)).Should().Be(0, "what is refused connects nobody");
        var confirmed = (await Invited.ConfirmAsync(alice, id, new JsonObject { ["encrypted_dek"] = TestCryppo.Rsa("dek") })).Should(200);

        confirmed["created_shares_report"]!.AsArray().Should().HaveCount(2).And.OnlyContain(one => one!["success"]!.GetValue<bool>());
        var shares = (await bob.Vault.GetAsync("/incoming_shares")).Should(200)["shares"]!.AsArray();
        shares.Should().HaveCount(2).And.OnlyContain(share => share!["encrypted_dek"]!.GetValue<string>() == TestCryppo.Rsa("dek"));
    }

    [Theory, Rule("20", "intents")]
    [InlineData(true, "accepted")]
    [InlineData(false, "acceptance_required")]
    public async Task Who_accepts_the_shares_with_the_invitation_agrees_to_their_terms(bool acceptShares, string state)
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var (id, token) = await Invited.MakeAsync(alice, multistep: true);
        var intent = Invited.IntentOf(await Story.ItemAsync(alice, "plate"), multistep: true);
        intent["terms"] = "Do not sell";
        intent["acceptance_required"] = "acceptance_required";
        (await Invited.PrepareAsync(alice, id, intent)).Should(200);
        (await Invited.AcceptAsync(bob, token, acceptShares)).Should(200);

        var share = ShareOf((await Invited.ConfirmAsync(alice, id, new JsonObject { ["encrypted_dek"] = TestCryppo.Rsa("dek") })).Should(200));

        (await bob.Vault.GetAsync($"/incoming_shares/{share}"))["share"]!["acceptance_required"]!.GetValue<string>().Should().Be(state);
    }

    [Fact, Rule("16", "20")]
    public async Task Two_who_are_connected_get_the_shares_over_the_connection_they_have()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var present = await Story.ConnectAsync(alice, bob);
        var (id, token) = await Invited.MakeAsync(alice, multistep: false);
        (await Invited.PrepareAsync(alice, id, Invited.IntentOf(await Story.ItemAsync(alice, "plate"), multistep: false))).Should(200);
        var seen = (await bob.Vault.GetAsync($"/invitations/{token}")).Should(200);
        var deks = Deks(seen["share_intents"]![0]!, TestCryppo.Rsa("for Bob"));
        var other = bob with { PublicKey = (await _story.UserAsync()).PublicKey };

        (await Invited.ConnectAsync(other, token, (JsonArray)deks.DeepClone())).ShouldRefuse(422, "validation_failed");
        var made = (await Invited.ConnectAsync(bob, token, deks)).Should(200);

        seen["connection_id"]!.GetValue<string>().Should().Be(present["own"]!["id"]!.GetValue<string>());
        made["connection_existed_already"]!.GetValue<bool>().Should().BeTrue();
        (await bob.Vault.GetAsync($"/incoming_shares/{ShareOf(made)}"))["share"]!["public_key"]!.GetValue<string>().Should().Be(bob.PublicKey);
    }

    [Fact, Rule("16", "20")]
    public async Task Two_who_are_connected_wait_for_the_sender_where_only_he_can_give_the_DEK()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        await Story.ConnectAsync(alice, bob);
        var (id, token) = await Invited.MakeAsync(alice, multistep: true);
        (await Invited.PrepareAsync(alice, id, Invited.IntentOf(await Story.ItemAsync(alice, "plate"), multistep: true))).Should(200);
        var answer = Invited.AcceptRequest(bob with { PublicKey = (await _story.UserAsync()).PublicKey });

        (await bob.Vault.PostAsync($"/invitations/{token}/accept", answer)).Should(200)["connection_existed_already"]!.GetValue<bool>().Should().BeTrue();
        (await bob.Vault.GetAsync("/items"))["items"]!.AsArray().Should().BeEmpty();
        var seen = (await alice.Vault.GetAsync($"/invitations/{id}")).Should(200);
        var confirmed = (await Invited.ConfirmAsync(alice, id, new JsonObject { ["encrypted_dek"] = TestCryppo.Rsa("dek") })).Should(200);

        seen["recipient_public_key"]!.GetValue<string>().Should().Be(bob.PublicKey, "shares are for the key of the connection that there is");
        confirmed["connection_existed_already"]!.GetValue<bool>().Should().BeTrue();
        (await bob.Vault.GetAsync($"/incoming_shares/{ShareOf(confirmed)}"))["share"]!["public_key"]!.GetValue<string>().Should().Be(bob.PublicKey);
    }

    [Fact, Rule("20", "intents")]
    public async Task A_share_that_cannot_be_any_more_is_reported_and_keeps_nobody_from_connecting()
    {
        var people = await _story.UsersInAChainAsync(3);
        var (alice, bob, carlos) = (people[0], people[1], people[2]);
        var dora = await _story.UserAsync();
        var gone = await Story.ItemAsync(bob, "plate");
        var lost = await Story.ItemAsync(bob, "plate", "colour");
        var late = await Story.ItemAsync(bob, "plate");
        var good = await Story.ItemAsync(bob, "plate");
        var received = await Story.ShareAsync(alice, await Story.ItemAsync(alice, "plate"), bob, share => share["onsharing_permitted"] = true);
        var ofLost = Invited.IntentOf(lost.Only("plate"), multistep: false);
        ofLost["slot_id"] = lost.Slots["plate"];
        var ofLate = Invited.IntentOf(late, multistep: false);
        ofLate["expires_at"] = server.Clock.GetUtcNow().AddHours(1);
        var onShare = WithoutHashes(Invited.IntentOf(await Story.CopyAsync(bob, received), multistep: false));
        var (id, token) = await Invited.MakeAsync(bob, multistep: false);
        (await Invited.PrepareAsync(bob, id, Invited.IntentOf(gone, multistep: false), ofLost, ofLate, onShare, Invited.IntentOf(good, multistep: false)))
            .Should(200);

        (await bob.Vault.DeleteAsync($"/items/{gone.Id}")).Should(204);
        (await bob.Vault.DeleteAsync($"/slots/{lost.Slots["plate"]}")).Should(204);
        server.Clock.Advance(TimeSpan.FromHours(2));
        (await alice.Vault.PutAsync("/shares", new JsonObject
        {
            ["shares"] = new JsonArray(new JsonObject { ["share_id"] = received, ["onsharing_permitted"] = false }),
        })).Should(200);
        var made = (await Invited.ConnectAsync(dora, token)).Should(200);

        var report = made["created_shares_report"]!.AsArray();
        report.Select(one => one!["success"]!.GetValue<bool>()).Should().Equal(false, false, false, false, true);
        report.Select(one => one!["reason"]?.GetValue<string>()).Should().Equal(
            "not_found", "validation_failed", "validation_failed", "onsharing_not_permitted", null);
        (await dora.Vault.GetAsync("/items"))["items"]!.AsArray().Should().ContainSingle();
        carlos.Id.Should().NotBe(dora.Id);
    }

    [Fact, Rule("20", "43", "intents")]
    public async Task Values_that_the_owner_changed_since_leave_him_a_task_and_those_of_removed_slots_are_dropped()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var item = await Story.ItemAsync(alice, "plate", "colour");
        var (id, token) = await Invited.MakeAsync(alice, multistep: false);
        (await Invited.PrepareAsync(alice, id, Invited.IntentOf(item, multistep: false))).Should(200);
        await Story.UpdateAsync(alice, item);
        (await alice.Vault.DeleteAsync($"/slots/{item.Slots["colour"]}")).Should(204);
        (await Story.TasksAsync(alice)).Should().BeEmpty("nobody has a share yet");

        var share = ShareOf((await Invited.ConnectAsync(bob, token)).Should(200));

        (await Story.TasksAsync(alice)).Single()["target_id"]!.GetValue<string>().Should().Be(item.Id);
        (await Story.CopyAsync(bob, share)).Slots.Keys.Should().Equal("plate");
        await Story.UploadAsync(alice, item.Only("plate"));
        (await Story.CopyAsync(bob, share)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v2"));
    }

    [Fact, Rule("20", "40", "intents")]
    public async Task Who_shares_on_prepares_a_share_too_and_the_owners_hash_goes_along()
    {
        var people = await _story.UsersInAChainAsync(2);
        var (alice, bob, dora) = (people[0], people[1], await _story.UserAsync());
        var item = await Story.ItemAsync(alice, "plate");
        var received = await Story.ShareAsync(alice, item, bob, share => share["onsharing_permitted"] = true);
        var copy = await Story.CopyAsync(bob, received);
        var (id, token) = await Invited.MakeAsync(bob, multistep: false);
        (await Invited.PrepareAsync(bob, id, Invited.IntentOf(copy, multistep: false))).ShouldRefuse(422, "hash_not_allowed");
        (await Invited.PrepareAsync(bob, id, WithoutHashes(Invited.IntentOf(copy, multistep: false)))).Should(200);

        // The owner's batch replaces values and verification keys in between: the hash must be that of what was prepared.
        await Story.UpdateAsync(alice, item);
        await Story.UploadAsync(alice, item);
        var share = ShareOf((await Invited.ConnectAsync(dora, token)).Should(200));

        (await Story.CopyAsync(dora, share)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
        (await Story.TasksAsync(alice)).Should().NotBeEmpty("she has to bring the new share up to date");
        await Story.UploadAsync(alice, item);
        (await Story.CopyAsync(dora, share)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v2"));
    }

    [Fact, Rule("20")]
    public async Task What_cannot_be_prepared_is_refused_whole_and_named()
    {
        var people = await _story.UsersInAChainAsync(2);
        var (alice, bob) = (people[0], people[1]);
        var item = await Story.ItemAsync(alice, "plate");
        var received = await Story.ShareAsync(alice, item, bob);
        var simple = await Invited.MakeAsync(alice, multistep: false);
        var multistep = await Invited.MakeAsync(alice, multistep: true);
        var ofBob = await Invited.MakeAsync(bob, multistep: false);
        var good = Invited.IntentOf(item, multistep: false);
        var plain = Invited.IntentOf(item, multistep: false);
        plain["slot_values"]![0]!["encrypted_value"] = "in clear";
        var past = Invited.IntentOf(item, multistep: false);
        past["expires_at"] = server.Clock.GetUtcNow().AddHours(-1);

        var refused = (await Invited.PrepareAsync(alice, simple.Id, (JsonObject)good.DeepClone(), plain)).ShouldRefuse(422, "invalid_cryppo");
        refused["errors"]![0]!["extra_info"]!["share_intent"]!["index"]!.GetValue<int>().Should().Be(1);
        (await Invited.PrepareAsync(alice, simple.Id, past)).ShouldRefuse(422, "validation_failed");
        (await Invited.PrepareAsync(alice, simple.Id, Invited.IntentOf(item, multistep: true))).ShouldRefuse(422, "invalid_cryppo");
        (await Invited.PrepareAsync(alice, multistep.Id, Invited.IntentOf(item, multistep: false))).ShouldRefuse(422, "invalid_cryppo");
        (await Invited.PrepareAsync(bob, simple.Id, (JsonObject)good.DeepClone())).ShouldRefuse(404, "not_found");
        (await Invited.PrepareAsync(bob, simple.Token, (JsonObject)good.DeepClone())).ShouldRefuse(404, "not_found");
        (await Invited.PrepareAsync(bob, ofBob.Id, (JsonObject)good.DeepClone())).ShouldRefuse(404, "not_found");
        (await Invited.PrepareAsync(bob, ofBob.Id, WithoutHashes(Invited.IntentOf(await Story.CopyAsync(bob, received), multistep: false))))
            .ShouldRefuse(403, "onsharing_not_permitted");

        (await alice.Vault.GetAsync("/share_intents"))["share_intents"]!.AsArray().Should().BeEmpty();
        (await alice.Vault.GetAsync($"/invitations/{simple.Id}"))["invitation"]!["shares_to_be_created"]!.GetValue<int>().Should().Be(0);
    }

    [Fact, Rule("20", "revisions")]
    public async Task Values_of_an_item_that_has_moved_on_since_they_were_read_are_not_prepared()
    {
        var alice = await _story.UserAsync();
        var item = await Story.ItemAsync(alice, "plate");
        var (id, _) = await Invited.MakeAsync(alice, multistep: false);
        var intent = Invited.IntentOf(item, multistep: false);
        intent["item_version"] = item.Version;
        (await Invited.PrepareAsync(alice, id, (JsonObject)intent.DeepClone())).Should(200);
        await Story.UpdateAsync(alice, item);

        (await Invited.PrepareAsync(alice, id, intent)).ShouldRefuse(412, "item_version_conflict");

        (await alice.Vault.GetAsync("/share_intents"))["share_intents"]!.AsArray().Should().ContainSingle();
    }

    [Fact, Rule("20")]
    public async Task Prepared_shares_are_listed_in_pages_read_and_taken_back_by_their_sender_alone()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var items = new[] { await Story.ItemAsync(alice, "a"), await Story.ItemAsync(alice, "b"), await Story.ItemAsync(alice, "c") };
        var (id, token) = await Invited.MakeAsync(alice, multistep: false);
        var made = (await Invited.PrepareAsync(alice, id, [.. items.Select(item => Invited.IntentOf(item, multistep: false))])).Should(200);
        var intents = made["share_intents"]!.AsArray().Select(intent => intent!["id"]!.GetValue<string>()).ToList();

        var first = (await alice.Vault.GetAsync("/share_intents?per_page=2")).Should(200);
        var second = (await alice.Vault.GetAsync($"/share_intents?per_page=2&next_page_after={first["next_page_after"]}")).Should(200);
        first["share_intents"]!.AsArray().Concat(second["share_intents"]!.AsArray()).Select(intent => intent!["id"]!.GetValue<string>())
            .Should().BeEquivalentTo(intents);
        var one = (await alice.Vault.GetAsync($"/share_intents/{intents[0]}")).Should(200)["share_intent"]!;
        one["invitation_id"]!.GetValue<string>().Should().Be(id);
        one["item_id"]!.GetValue<string>().Should().Be(items[0].Id);
        one["item_still_exists"]!.GetValue<bool>().Should().BeTrue();
        one["slot_still_exists"]!.GetValue<bool>().Should().BeTrue();
        one["slot_values"]![0]!["slot_id"]!.GetValue<string>().Should().Be(items[0].Slots["a"]);

        (await bob.Vault.GetAsync($"/share_intents/{intents[0]}")).ShouldRefuse(404, "not_found");
        (await bob.Vault.DeleteAsync($"/share_intents/{intents[0]}")).ShouldRefuse(404, "not_found");
        (await bob.Vault.GetAsync("/share_intents"))["share_intents"]!.AsArray().Should().BeEmpty();
        (await alice.Vault.DeleteAsync($"/share_intents/{intents[0]}")).Should(204);
        (await alice.Vault.DeleteAsync($"/share_intents/{intents[0]}")).ShouldRefuse(404, "not_found");
        (await alice.Vault.DeleteAsync($"/items/{items[1].Id}")).Should(204);
        (await alice.Vault.GetAsync($"/share_intents/{intents[1]}"))["share_intent"]!["item_still_exists"]!.GetValue<bool>().Should().BeFalse();
        (await bob.Vault.GetAsync($"/invitations/{token}"))["invitation"]!["shares_to_be_created"]!.GetValue<int>().Should().Be(2);
    }

    [Fact, Rule("17", "20")]
    public async Task With_the_invitation_end_the_shares_that_were_prepared()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var item = await Story.ItemAsync(alice, "plate");
        var (cancelled, rejected) = (await Invited.MakeAsync(alice, multistep: false), await Invited.MakeAsync(alice, multistep: false));
        foreach (var invitation in (string[])[cancelled.Id, rejected.Id])
        {
            (await Invited.PrepareAsync(alice, invitation, Invited.IntentOf(item, multistep: false))).Should(200);
        }

        (await alice.Vault.DeleteAsync($"/invitations/{cancelled.Id}")).Should(204);
        (await bob.Vault.DeleteAsync($"/invitations/{rejected.Token}/reject")).Should(200);

        (await alice.Vault.GetAsync("/share_intents"))["share_intents"]!.AsArray().Should().BeEmpty();
        (await bob.Vault.GetAsync($"/invitations/{cancelled.Token}"))["share_intents"]!.AsArray().Should().BeEmpty();
    }

    [Fact, Rule("20")]
    public async Task Who_comes_too_late_is_not_shown_what_was_prepared()
    {
        await using var own = new MeecoServer();
        var (alice, bob) = (await own.NewUserAsync(), await own.NewUserAsync());
        var (id, token) = await Invited.MakeAsync(alice, multistep: false);
        (await Invited.PrepareAsync(alice, id, Invited.IntentOf(await Story.ItemAsync(alice, "plate"), multistep: false))).Should(200);

        own.Clock.Advance(TimeSpan.FromDays(31));

        (await bob.Vault.GetAsync($"/invitations/{token}")).Should(200)["share_intents"]!.AsArray().Should().BeEmpty();
        (await alice.Vault.GetAsync($"/invitations/{id}")).Should(200)["share_intents"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task An_invitation_has_no_more_prepared_shares_than_the_setting_allows()
    {
        await using var own = MeecoServer.With(("MaxShareIntentsPerInvitation", "1"));
        var alice = await own.NewUserAsync();
        var item = await Story.ItemAsync(alice, "plate");
        var (id, _) = await Invited.MakeAsync(alice, multistep: false);
        (await Invited.PrepareAsync(alice, id, Invited.IntentOf(item, multistep: false))).Should(200);

        (await Invited.PrepareAsync(alice, id, Invited.IntentOf(item, multistep: false))).ShouldRefuse(422, "validation_failed");
    }

    private static string ShareOf(TestAnswer answer) => answer["created_shares_report"]!.AsArray().Single()!["share_id"]!.GetValue<string>();

    private static JsonArray Deks(JsonNode intent, string dek) =>
        new(new JsonObject { ["id"] = intent["id"]!.GetValue<string>(), ["encrypted_dek"] = dek });

    private static JsonObject WithoutHashes(JsonObject intent)
    {
        foreach (var value in intent["slot_values"]!.AsArray())
        {
            value!.AsObject().Remove("value_verification_hash");
        }

        return intent;
    }
}
