using System.Text.Json.Nodes;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Sharing;

public sealed class ItemSharesUpdateTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    [Fact, Rule("30", "51", "52", "54", "put-shares")]
    public async Task The_owners_batch_reaches_everybody_on_shares_of_others_included()
    {
        var (alice, bob, carlos, item, share, onShare) = await ChainAsync();
        await Story.UpdateAsync(alice, item);

        var shares = (await alice.Vault.GetAsync($"/items/{item.Id}/shares")).Should(200);
        var uploaded = await Story.UploadAsync(alice, item);

        shares["shares"]!.AsArray().Select(entry => Text(entry!, "id")).Should().BeEquivalentTo(share, onShare);
        shares["shares"]!.AsArray().Select(entry => Text(entry!, "public_key")).Should().BeEquivalentTo(bob.PublicKey, carlos.PublicKey);
        shares["shares"]!.AsArray().Should().AllSatisfy(entry => Text(entry!, "item_id").Should().Be(item.Id));
        uploaded["shares"]!.AsArray().Should().HaveCount(2);
        uploaded["skipped_share_ids"]!.AsArray().Should().BeEmpty();
        foreach (var (user, id) in new[] { (bob, share), (carlos, onShare) })
        {
            var copy = await Story.CopyAsync(user, id);
            copy.Slot("plate", "encrypted_value").Should().Be(TestCryppo.Aes($"plate v2 for {id}"));
            copy.Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v2"));
            (await user.Vault.GetAsync($"/incoming_shares/{id}"))["share"]!["encrypted_dek"]!.GetValue<string>()
                .Should().Be(TestCryppo.Rsa($"dek of {id} v2"));
        }
    }

    [Fact, Rule("revisions")]
    public async Task The_list_of_shares_carries_the_items_version()
    {
        var (alice, _, _, item, _, _) = await ChainAsync();
        var updated = await Story.UpdateAsync(alice, item);

        var shares = (await alice.Vault.GetAsync($"/items/{item.Id}/shares")).Should(200);

        shares["version"]!.GetValue<long>().Should().Be(updated.Version);
        shares.ETag.Should().Be(updated.Tag);
    }

    [Fact, Rule("51", "extensions")]
    public async Task The_shares_of_several_items_come_in_one_answer_and_only_of_own_ones()
    {
        var (alice, bob, _, item, share, onShare) = await ChainAsync();
        var other = await Story.ItemAsync(alice, "vin");
        var updated = await Story.UpdateAsync(alice, item);
        var copy = await Story.CopyAsync(bob, share);
        var query = $"/item_shares?item_ids={item.Id},{other.Id},{copy.Id},nonsense";

        var answer = (await alice.Vault.GetAsync(query)).Should(200);

        answer["left_out_ids"]!.AsArray().Should().BeEmpty();
        answer["items"]!.AsArray().Select(entry => Text(entry!, "item_id")).Should().BeEquivalentTo(item.Id, other.Id);
        var shares = answer["items"]!.AsArray().Single(entry => Text(entry!, "item_id") == item.Id)!;
        shares["version"]!.GetValue<long>().Should().Be(updated.Version);
        var keys = answer["public_keys"]!.AsArray().Select(key => key!.GetValue<string>()).ToList();
        keys.Should().OnlyHaveUniqueItems();
        shares["shares"]!.AsArray().Select(entry => (Text(entry!, "id"), keys[entry!["public_key_index"]!.GetValue<int>()])).Should().Equal(
            (await alice.Vault.GetAsync($"/items/{item.Id}/shares")).Should(200)["shares"]!.AsArray()
                .Select(entry => (Text(entry!, "id"), Text(entry!, "public_key"))));
        shares["shares"]!.AsArray().Select(entry => Text(entry!, "id")).Should().BeEquivalentTo(share, onShare);
        (await bob.Vault.GetAsync(query)).Should(200)["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact, Rule("extensions")]
    public async Task Items_whose_shares_do_not_fit_into_the_answer_are_named()
    {
        const int Half = 1000;
        var (alice, bob, _, small, _, _) = await ChainAsync();
        var large = await Story.ItemAsync(alice, "plate");
        for (var time = 0; time < 2; time++)
        {
            var shares = Enumerable.Range(0, Half).Select(_ => Story.ShareOf(large, bob)).ToArray();
            (await alice.Vault.PostAsync($"/items/{large.Id}/shares", Story.Shares(shares))).Should(201);
        }

        var behind = await Story.ItemAsync(alice, "plate");

        var answer = (await alice.Vault.GetAsync($"/item_shares?item_ids={behind.Id},{large.Id},{small.Id}")).Should(200);

        answer["items"]!.AsArray().Select(entry => Text(entry!, "item_id")).Should().Equal(small.Id);
        answer["left_out_ids"]!.AsArray().Select(id => id!.GetValue<string>()).Should().Equal(large.Id, behind.Id);
    }

    [Fact, Rule("51", "put-shares", "extensions")]
    public async Task The_shares_of_several_items_are_updated_in_one_call_with_their_tasks()
    {
        var (alice, bob, carlos, first, share, onShare) = await ChainAsync();
        var second = await Story.ItemAsync(alice, "plate", "vin");
        var other = await Story.ShareAsync(alice, second, bob);
        var updated = new[] { await Story.UpdateAsync(alice, first), await Story.UpdateAsync(alice, second) };
        var tasks = await Story.TasksAsync(alice, "?change_state=true&state=todo");

        var answer = (await alice.Vault.PutAsync("/item_shares", Several(
            (updated[0], [share, onShare], TaskOf(tasks, first)), (updated[1], [other], TaskOf(tasks, second))))).Should(200);

        answer["items"]!.AsArray().Select(item => (Text(item!, "item_id"), item!["version"]!.GetValue<long>()))
            .Should().Equal(updated.Select(item => (item.Id, item.Version!.Value)));
        (await Story.TasksAsync(alice)).Should().AllSatisfy(task => Text(task, "state").Should().Be("done"));
        foreach (var (user, id) in new[] { (bob, share), (carlos, onShare), (bob, other) })
        {
            (await Story.CopyAsync(user, id)).Slot("plate", "encrypted_value").Should().Be(TestCryppo.Aes($"plate v2 for {id}"));
        }
    }

    [Fact, Rule("put-shares", "extensions")]
    public async Task Of_several_items_each_leaves_a_task_for_shares_that_were_not_named()
    {
        var (alice, bob, _, first, share, _) = await ChainAsync();
        var second = await Story.ItemAsync(alice, "plate");
        var other = await Story.ShareAsync(alice, second, bob);
        var updated = new[] { await Story.UpdateAsync(alice, first), await Story.UpdateAsync(alice, second) };
        var tasks = await Story.TasksAsync(alice, "?change_state=true&state=todo");

        var answer = (await alice.Vault.PutAsync("/item_shares", Several(
            (updated[0], [share], TaskOf(tasks, first)), (updated[1], [other], TaskOf(tasks, second))))).Should(200);

        answer["items"]!.AsArray().Should().AllSatisfy(item => item!["skipped_share_ids"]!.AsArray().Should().BeEmpty());
        Text((await Story.TasksAsync(alice, "?state=todo")).Should().ContainSingle().Which, "target_id").Should().Be(first.Id);
    }

    [Fact, Rule("put-shares", "extensions", "revisions", "52")]
    public async Task Of_several_items_all_are_updated_or_none()
    {
        var (alice, bob, _, first, share, onShare) = await ChainAsync();
        var second = await Story.ItemAsync(alice, "plate");
        var other = await Story.ShareAsync(alice, second, bob);
        var copy = await Story.CopyAsync(bob, share);
        var updated = await Story.UpdateAsync(alice, first);
        var good = (updated, new[] { share, onShare }, (string?)null);

        (await alice.Vault.PutAsync("/item_shares", Several(good, (second with { Version = 7 }, [other], null)))).ShouldRefuse(412, "item_version_conflict");
        (await alice.Vault.PutAsync("/item_shares", Several(good, (second, [share], null)))).ShouldRefuse(400, "bad_request");
        (await alice.Vault.PutAsync("/item_shares", Several(good, (second, [other], "0b07b423-0000-0000-0000-000000000000")))).ShouldRefuse(404, "not_found");
        (await alice.Vault.PutAsync("/item_shares", Several(good, good))).ShouldRefuse(400, "bad_request");
        (await alice.Vault.PutAsync("/item_shares", Several(good, (second with { Id = copy.Id }, [other], null)))).ShouldRefuse(404, "not_found");
        (await bob.Vault.PutAsync("/item_shares", Several((copy, [share], null)))).ShouldRefuse(403, "forbidden");

        (await Story.CopyAsync(bob, share)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
        (await Story.TasksAsync(alice, "?state=todo")).Should().ContainSingle();
        (await alice.Vault.PutAsync("/item_shares", Several(good))).Should(200);
    }

    [Fact, Rule("52")]
    public async Task Only_the_owner_sees_and_updates_the_shares_of_an_item()
    {
        var (alice, bob, _, item, share, _) = await ChainAsync();
        var copy = await Story.CopyAsync(bob, share);

        (await bob.Vault.GetAsync($"/items/{copy.Id}/shares")).ShouldRefuse(403, "forbidden");
        (await bob.Vault.PutAsync($"/items/{copy.Id}/shares", Story.UploadOf(item, [share]))).ShouldRefuse(403, "forbidden");
        (await bob.Vault.PutAsync($"/items/{item.Id}/shares", Story.UploadOf(item, [share]))).ShouldRefuse(404, "not_found");
        (await Story.CopyAsync(bob, share)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
        (await Story.ShareIdsAsync(alice, item)).Should().HaveCount(2);
    }

    [Fact, Rule("revisions", "put-shares")]
    public async Task Values_of_an_older_version_are_not_stored()
    {
        var (alice, bob, _, item, share, onShare) = await ChainAsync();
        await Story.UpdateAsync(alice, item);

        var refused = await alice.Vault.With("If-Match", item.Tag).PutAsync($"/items/{item.Id}/shares", Story.UploadOf(item, [share, onShare], "late"));

        refused.ShouldRefuse(412, "item_version_conflict");
        (await Story.CopyAsync(bob, share)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
    }

    [Fact, Rule("put-shares")]
    public async Task A_value_set_is_replaced_as_a_whole()
    {
        var people = await _story.UsersInAChainAsync(2);
        var item = await Story.ItemAsync(people[0], "plate", "vin");
        var share = await Story.ShareAsync(people[0], item, people[1]);

        (await people[0].Vault.PutAsync($"/items/{item.Id}/shares", Story.UploadOf(item.Only("vin"), [share]))).Should(201);

        var copy = await Story.CopyAsync(people[1], share);
        copy.Slot("plate", "encrypted_value").Should().BeNull("slots that are not named become empty");
        copy.Slot("plate", "value_verification_hash").Should().BeNull();
        copy.Slot("vin", "value_verification_hash").Should().Be(TestCryppo.Hash("vin v2"));
    }

    [Fact, Rule("put-shares")]
    public async Task Slots_outside_a_single_slot_share_are_dropped()
    {
        var people = await _story.UsersInAChainAsync(2);
        var item = await Story.ItemAsync(people[0], "plate", "vin");
        var share = await Story.ShareAsync(people[0], item.Only("vin"), people[1], share => share["slot_id"] = item.Slots["vin"]);

        (await people[0].Vault.PutAsync($"/items/{item.Id}/shares", Story.UploadOf(item, [share]))).Should(201);

        var answer = (await people[1].Vault.GetAsync($"/incoming_shares/{share}/item")).Should(200);
        answer["slots"]!.AsArray().Should().ContainSingle();
        answer.Text.Should().NotContain(TestCryppo.Hash("plate v2"));
        await using var scope = server.Scope();
        var key = scope.ServiceProvider.GetRequiredService<PublicIds>().Decode(share, IdKind.Share);
        var stored = await scope.ServiceProvider.GetRequiredService<MeecoDb>().Shares
            .SingleAsync(row => row.Key == key, TestContext.Current.CancellationToken);
        stored.Values.Should().ContainSingle("what the recipient may not have is not kept for him");
    }

    [Fact, Rule("live-labels", "put-shares")]
    public async Task A_new_slot_shows_at_once_and_its_value_comes_with_the_batch()
    {
        var people = await _story.UsersInAChainAsync(2);
        var (alice, bob) = (people[0], people[1]);
        var item = await Story.ItemAsync(alice, "plate");
        var share = await Story.ShareAsync(alice, item, bob);
        var updated = TestItem.From((await alice.Vault.PutAsync($"/items/{item.Id}", JsonNode.Parse(
            $$$"""{"item":{"slots_attributes":[{"label":"vin","encrypted_value":"{{{TestCryppo.Aes("vin v2")}}}"}]}}"""))).Should(200));

        (await Story.CopyAsync(bob, share)).Slot("vin", "encrypted_value").Should().BeNull();
        await Story.UploadAsync(alice, updated);
        (await Story.CopyAsync(bob, share)).Slot("vin", "encrypted_value").Should().Be(TestCryppo.Aes($"vin v2 for {share}"));
    }

    [Fact, Rule("put-shares")]
    public async Task A_value_for_a_share_without_a_key_entry_is_refused()
    {
        var (alice, bob, _, item, share, onShare) = await ChainAsync();
        var upload = Story.UploadOf(item, [share, onShare]);
        upload["share_deks"]!.AsArray().RemoveAt(1);

        (await alice.Vault.PutAsync($"/items/{item.Id}/shares", upload)).ShouldRefuse(400, "bad_request");
        (await Story.CopyAsync(bob, share)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
    }

    [Fact, Rule("put-shares")]
    public async Task A_share_or_a_slot_of_another_item_is_refused_and_nothing_is_stored()
    {
        var (alice, bob, _, item, share, _) = await ChainAsync();
        var other = await Story.ItemAsync(alice, "plate");
        var otherShare = await Story.ShareAsync(alice, other, bob);
        var foreignSlot = Story.UploadOf(item, [share]);
        foreignSlot["slot_values"]![0]!["slot_id"] = other.Slots["plate"];

        (await alice.Vault.PutAsync($"/items/{item.Id}/shares", Story.UploadOf(item, [share, otherShare]))).ShouldRefuse(400, "bad_request");
        (await alice.Vault.PutAsync($"/items/{item.Id}/shares", foreignSlot)).ShouldRefuse(400, "bad_request");
        (await Story.CopyAsync(bob, share)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
        (await Story.CopyAsync(bob, otherShare)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
    }

    [Theory, Rule("2", "40", "put-shares")]
    [InlineData("share_deks", "dek", "a key", 422)]
    [InlineData("share_deks", "dek", null, 400)]
    [InlineData("share_deks", "share_id", "unknown", 400)]
    [InlineData("slot_values", "slot_id", "unknown", 400)]
    [InlineData("slot_values", "encrypted_value", "OUTATIME", 422)]
    [InlineData("slot_values", "encrypted_value_verification_key", null, 422)]
    [InlineData("slot_values", "value_verification_hash", null, 422)]
    public async Task An_upload_that_is_not_whole_stores_nothing(string list, string member, string? value, int status)
    {
        var (alice, bob, _, item, share, onShare) = await ChainAsync();
        var upload = Story.UploadOf(item, [share, onShare]);
        upload[list]![1]![member] = value;

        (await alice.Vault.PutAsync($"/items/{item.Id}/shares", upload)).Should(status);
        (await Story.CopyAsync(bob, share)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
    }

    [Fact, Rule("put-shares", "extensions")]
    public async Task A_named_share_that_has_gone_is_skipped_and_reported()
    {
        var (alice, bob, carlos, item, share, onShare) = await ChainAsync();
        (await carlos.Vault.DeleteAsync($"/shares/{onShare}")).Should(204);

        var uploaded = (await alice.Vault.PutAsync($"/items/{item.Id}/shares", Story.UploadOf(item, [share, onShare]))).Should(201);

        uploaded["skipped_share_ids"]!.AsArray().Select(id => id!.GetValue<string>()).Should().Equal(onShare);
        uploaded["shares"]!.AsArray().Should().ContainSingle();
        (await Story.CopyAsync(bob, share)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v2"));
    }

    [Fact, Rule("extensions")]
    public async Task What_was_replaced_is_left_out_of_the_answer_where_the_caller_prefers_that()
    {
        var (alice, bob, _, item, share, onShare) = await ChainAsync();

        var uploaded = (await alice.Vault.With("Prefer", "wait=5, return=minimal")
            .PutAsync($"/items/{item.Id}/shares", Story.UploadOf(item, [share, onShare]))).Should(201);

        uploaded["shares"]!.AsArray().Should().BeEmpty();
        uploaded["skipped_share_ids"]!.AsArray().Should().BeEmpty();
        uploaded["version"].Should().NotBeNull();
        (await Story.CopyAsync(bob, share)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v2"));
    }

    [Fact, Rule("put-shares")]
    public async Task A_live_share_that_was_not_named_leaves_a_task_behind()
    {
        var (alice, _, _, item, share, _) = await ChainAsync();
        await Story.UpdateAsync(alice, item);
        var task = (await Story.TasksAsync(alice, "?state=todo"))[0]["id"]!.GetValue<string>();
        var upload = Story.UploadOf(item, [share]);
        upload["client_tasks"] = Story.TaskChange(task, "done")["client_tasks"]!.DeepClone();

        (await alice.Vault.PutAsync($"/items/{item.Id}/shares", upload)).Should(201);

        var left = (await Story.TasksAsync(alice, "?state=todo")).Should().ContainSingle().Which;
        Text(left, "id").Should().NotBe(task);
        Text(left, "target_id").Should().Be(item.Id);
    }

    [Fact, Rule("put-shares", "tasks")]
    public async Task A_claim_that_did_not_see_a_share_does_not_stand_for_it()
    {
        var (alice, _, _, item, share, _) = await ChainAsync();
        await Story.UpdateAsync(alice, item);
        (await Story.TasksAsync(alice, "?change_state=true&state=todo")).Should().ContainSingle();

        (await alice.Vault.PutAsync($"/items/{item.Id}/shares", Story.UploadOf(item, [share]))).Should(201);

        (await Story.TasksAsync(alice)).Select(task => Text(task, "state")).Should().BeEquivalentTo("in_progress", "todo");
    }

    [Theory, Rule("put-shares")]
    [InlineData("in_progress")]
    [InlineData("failed")]
    public async Task A_task_that_the_upload_leaves_open_stands_for_the_shares_that_were_not_named(string state)
    {
        var (alice, _, _, item, share, _) = await ChainAsync();
        await Story.UpdateAsync(alice, item);
        var task = Text((await Story.TasksAsync(alice, "?change_state=true&state=todo"))[0], "id");
        var upload = Story.UploadOf(item, [share]);
        upload["client_tasks"] = Story.TaskChange(task, state)["client_tasks"]!.DeepClone();

        (await alice.Vault.PutAsync($"/items/{item.Id}/shares", upload)).Should(201);

        var left = (await Story.TasksAsync(alice)).Should().ContainSingle().Which;
        Text(left, "id").Should().Be(task);
        Text(left, "state").Should().Be(state);
    }

    [Fact, Rule("put-shares")]
    public async Task An_upload_may_come_in_parts_and_its_last_leaves_nothing_to_do()
    {
        var (alice, bob, carlos, item, share, onShare) = await ChainAsync();
        await Story.UpdateAsync(alice, item);
        var task = Text((await Story.TasksAsync(alice, "?change_state=true&state=todo"))[0], "id");

        foreach (var (part, state) in new[] { (share, "in_progress"), (onShare, "done") })
        {
            var upload = Story.UploadOf(item, [part]);
            upload["client_tasks"] = Story.TaskChange(task, state)["client_tasks"]!.DeepClone();
            (await alice.Vault.PutAsync($"/items/{item.Id}/shares", upload)).Should(201);
        }

        (await Story.TasksAsync(alice)).Should().ContainSingle().Which["state"]!.GetValue<string>().Should().Be("done");
        foreach (var (user, id) in new[] { (bob, share), (carlos, onShare) })
        {
            (await Story.CopyAsync(user, id)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v2"));
        }
    }

    [Fact, Rule("put-shares", "claims")]
    public async Task An_upload_that_finishes_a_task_which_another_session_has_claimed_since_stores_nothing()
    {
        var (alice, bob, _, item, share, onShare) = await ChainAsync();
        var elsewhere = await server.NewSessionAsync(alice);
        await Story.UpdateAsync(alice, item);
        var task = Text((await Story.TasksAsync(alice, "?change_state=true&state=todo"))[0], "id");
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        (await Story.TasksAsync(elsewhere, "?change_state=true&state=todo")).Should().ContainSingle();
        var upload = Story.UploadOf(item, [share, onShare], "late");
        upload["client_tasks"] = Story.TaskChange(task, "done")["client_tasks"]!.DeepClone();

        (await alice.Vault.PutAsync($"/items/{item.Id}/shares", upload)).ShouldRefuse(409, "client_task_claimed");

        (await Story.CopyAsync(bob, share)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
        (await elsewhere.Vault.PutAsync($"/items/{item.Id}/shares", upload)).Should(201);
    }

    [Fact, Rule("51", "put-shares")]
    public async Task Tasks_in_the_upload_are_set_to_the_state_they_carry()
    {
        var (alice, _, _, item, share, onShare) = await ChainAsync();
        await Story.UpdateAsync(alice, item);
        var task = (await Story.TasksAsync(alice))[0]["id"]!.GetValue<string>();
        var upload = Story.UploadOf(item, [share, onShare]);
        upload["client_tasks"] = Story.TaskChange(task, "done", new JsonObject { ["shares"] = 2 })["client_tasks"]!.DeepClone();

        (await alice.Vault.PutAsync($"/items/{item.Id}/shares", upload)).Should(201);

        var done = (await Story.TasksAsync(alice)).Should().ContainSingle().Which;
        Text(done, "state").Should().Be("done");
        done["report"]!["shares"]!.GetValue<int>().Should().Be(2);
    }

    [Fact, Rule("put-shares")]
    public async Task A_task_that_is_not_the_callers_undoes_the_whole_upload()
    {
        var (alice, bob, _, item, share, onShare) = await ChainAsync();
        var upload = Story.UploadOf(item, [share, onShare]);
        upload["client_tasks"] = Story.TaskChange("0b07b423-0000-0000-0000-000000000000", "done")["client_tasks"]!.DeepClone();

        (await alice.Vault.PutAsync($"/items/{item.Id}/shares", upload)).ShouldRefuse(404, "not_found");
        (await Story.CopyAsync(bob, share)).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v1"));
    }

    [Fact, Rule("put-shares")]
    public async Task A_share_that_was_rejected_or_is_over_is_not_kept_up_to_date()
    {
        var people = await _story.UsersConnectedToTheFirstAsync(3);
        var (alice, bob, carlos) = (people[0], people[1], people[2]);
        var item = await Story.ItemAsync(alice, "plate");
        var rejected = await Story.ShareAsync(alice, item, bob, share => share["acceptance_required"] = "acceptance_required");
        var over = await Story.ShareAsync(alice, item, carlos, share => share["expires_at"] = server.Clock.GetUtcNow().AddHours(1));
        (await bob.Vault.PutAsync($"/incoming_shares/{rejected}/reject", null)).Should(200);
        server.Clock.Advance(TimeSpan.FromHours(2));

        (await Story.ShareIdsAsync(alice, item)).Should().BeEmpty();
        var uploaded = (await alice.Vault.PutAsync($"/items/{item.Id}/shares", Story.UploadOf(item, [rejected, over]))).Should(201);

        uploaded["skipped_share_ids"]!.AsArray().Should().HaveCount(2);
    }

    [Fact, Rule("live-labels")]
    public async Task Labels_and_removed_slots_show_at_once()
    {
        var people = await _story.UsersInAChainAsync(2);
        var (alice, bob) = (people[0], people[1]);
        var item = await Story.ItemAsync(alice, "plate", "vin");
        var share = await Story.ShareAsync(alice, item, bob);
        var before = await Story.CopyAsync(bob, share);

        (await alice.Vault.PutAsync($"/items/{item.Id}", JsonNode.Parse("""{"item":{"label":"Time machine"}}"""))).Should(200);
        (await alice.Vault.DeleteAsync($"/slots/{item.Slots["vin"]}")).Should(204);
        var after = await Story.CopyAsync(bob, share);

        after.Answer["item"]!["label"]!.GetValue<string>().Should().Be("Time machine");
        after.Slots.Keys.Should().Equal("plate");
        after.Slots["plate"].Should().Be(before.Slots["plate"]);
        after.Version.Should().NotBe(before.Version, "the value set is another one");
        (await bob.Vault.GetAsync($"/slots/{before.Slots["vin"]}")).ShouldRefuse(404, "not_found");
        (await Story.TasksAsync(alice)).Should().ContainSingle("the label made one, the removal none");
    }

    [Fact, Rule("live-labels")]
    public async Task The_values_of_a_removed_slot_leave_the_database_too()
    {
        var people = await _story.UsersInAChainAsync(2);
        var item = await Story.ItemAsync(people[0], "plate", "vin");
        var share = await Story.ShareAsync(people[0], item, people[1]);
        (await people[0].Vault.DeleteAsync($"/slots/{item.Slots["vin"]}")).Should(204);

        // An upload that was made before comes late and names the slot that has gone.
        (await people[0].Vault.PutAsync($"/items/{item.Id}/shares", Story.UploadOf(item, [share]))).Should(201);

        var copy = await Story.CopyAsync(people[1], share);
        copy.Slots.Keys.Should().Equal("plate");
        copy.Answer.ToJsonString().Should().NotContain(TestCryppo.Hash("vin v2"));
    }

    private static JsonObject Several(params (TestItem Item, string[] Shares, string? Task)[] uploads)
    {
        var items = new JsonArray();
        foreach (var (item, shares, task) in uploads)
        {
            var one = Story.UploadOf(item, shares);
            one["item_id"] = item.Id;
            one["version"] = item.Version;
            one["client_tasks"] = task is null ? new JsonArray() : Story.TaskChange(task, "done")["client_tasks"]!.DeepClone();
            items.Add(one);
        }

        return new JsonObject { ["items"] = items };
    }

    private static string TaskOf(IReadOnlyList<JsonNode> tasks, TestItem item) =>
        Text(tasks.Single(task => Text(task, "target_id") == item.Id), "id");

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    private async Task<(TestUser Alice, TestUser Bob, TestUser Carlos, TestItem Item, string Share, string OnShare)> ChainAsync()
    {
        var people = await _story.UsersInAChainAsync(3);
        var item = await Story.ItemAsync(people[0], "plate");
        var share = await Story.ShareAsync(people[0], item, people[1], share => share["onsharing_permitted"] = true);
        var onShare = await Story.ShareOnAsync(people[1], share, people[2]);
        return (people[0], people[1], people[2], item, share, onShare);
    }
}
