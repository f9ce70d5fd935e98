using System.Text.Json;
using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;

namespace Meeco.Server.Tests.ClientTasks;

public sealed class TaskListingTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    [Fact, Rule("43", "44", "45", "53", "tasks")]
    public async Task An_update_of_a_shared_item_makes_one_task_for_its_owner()
    {
        var (alice, item, _) = await SharedAsync();

        await Story.UpdateAsync(alice, item);

        var task = (await Story.TasksAsync(alice, "?change_state=false&state=todo&state=in_progress")).Should().ContainSingle().Which;
        task.AsObject().Select(member => member.Key).Should().BeEquivalentTo(
            "id", "state", "work_type", "target_id", "additional_options", "last_state_transition_at", "report", "created_at", "claimed_by_this_session");
        Text(task, "state").Should().Be("todo");
        Text(task, "work_type").Should().Be("update_item_shares");
        Text(task, "target_id").Should().Be(item.Id);
        task["additional_options"]!.ToJsonString().Should().Be("{}");
        task["report"]!.ToJsonString().Should().Be("{}");
        task["last_state_transition_at"].Should().BeNull();
        task["claimed_by_this_session"]!.GetValue<bool>().Should().BeFalse();
    }

    [Fact, Rule("43", "tasks")]
    public async Task An_update_of_an_item_that_nobody_shares_makes_no_task()
    {
        var alice = await _story.UserAsync();
        var item = await Story.ItemAsync(alice, "plate");

        await Story.UpdateAsync(alice, item);

        (await Story.TasksAsync(alice)).Should().BeEmpty();
    }

    [Fact, Rule("43", "tasks")]
    public async Task Further_updates_leave_one_task_which_is_another_one()
    {
        var (alice, item, _) = await SharedAsync();
        await Story.UpdateAsync(alice, item, "v2");
        var first = (await Story.TasksAsync(alice))[0];

        await Story.UpdateAsync(alice, item, "v3");

        var second = (await Story.TasksAsync(alice)).Should().ContainSingle().Which;
        Text(second, "id").Should().NotBe(Text(first, "id"));
    }

    [Fact, Rule("tasks")]
    public async Task An_update_while_one_is_in_progress_adds_one_beside_it()
    {
        var (alice, item, _) = await SharedAsync();
        await Story.UpdateAsync(alice, item, "v2");
        (await ClaimAsync(alice)).Should().ContainSingle();

        await Story.UpdateAsync(alice, item, "v3");
        await Story.UpdateAsync(alice, item, "v4");

        (await Story.TasksAsync(alice)).Select(task => Text(task, "state")).Should().BeEquivalentTo("todo", "in_progress");
    }

    [Fact, Rule("47")]
    public async Task Listing_changes_nothing_unless_it_claims_and_shows_the_state_before()
    {
        var (alice, item, _) = await SharedAsync();
        await Story.UpdateAsync(alice, item);

        (await Story.TasksAsync(alice)).Select(task => Text(task, "state")).Should().Equal("todo");
        (await Story.TasksAsync(alice)).Select(task => Text(task, "state")).Should().Equal("todo");
        var claimed = (await ClaimAsync(alice)).Should().ContainSingle().Which;

        Text(claimed, "state").Should().Be("todo");
        claimed["claimed_by_this_session"]!.GetValue<bool>().Should().BeTrue();
        var after = (await Story.TasksAsync(alice))[0];
        Text(after, "state").Should().Be("in_progress");
        after["claimed_by_this_session"]!.GetValue<bool>().Should().BeTrue();
        after["last_state_transition_at"].Should().NotBeNull();
    }

    [Fact, Rule("claims")]
    public async Task Repeating_a_lost_claiming_answer_loses_nothing()
    {
        var (alice, item, _) = await SharedAsync();
        await Story.UpdateAsync(alice, item);
        var first = (await ClaimAsync(alice)).Single();

        var again = (await ClaimAsync(alice)).Should().ContainSingle().Which;

        Text(again, "id").Should().Be(Text(first, "id"));
        Text(again, "state").Should().Be("todo", "it was asked for so, and the CLI refuses what is in progress");
        again["claimed_by_this_session"]!.GetValue<bool>().Should().BeTrue();
        (await Story.TasksAsync(alice)).Should().ContainSingle().Which["state"]!.GetValue<string>().Should().Be("in_progress");
    }

    [Fact, Rule("claims")]
    public async Task Another_session_does_not_get_what_is_claimed()
    {
        var (alice, item, _) = await SharedAsync();
        var elsewhere = await server.NewSessionAsync(alice);
        await Story.UpdateAsync(alice, item);
        await ClaimAsync(alice);

        (await ClaimAsync(elsewhere)).Should().BeEmpty();
        (await Story.TasksAsync(elsewhere)).Should().ContainSingle().Which["claimed_by_this_session"]!.GetValue<bool>().Should().BeFalse();
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        (await ClaimAsync(elsewhere)).Should().ContainSingle();
    }

    [Fact, Rule("46", "generations")]
    public async Task Tasks_are_listed_newest_first_filtered_and_in_pages()
    {
        var (alice, item, bob) = await SharedAsync();
        var other = await Story.ItemAsync(alice, "plate");
        await Story.ShareAsync(alice, other, bob);
        await Story.UpdateAsync(alice, item);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await Story.UpdateAsync(alice, other);
        var newer = (await Story.TasksAsync(alice))[0];
        (await alice.Vault.PutAsync("/client_task_queue", Story.TaskChange(Text(newer, "id"), "failed"))).Should(200);

        (await TargetsAsync(alice, "")).Should().Equal(other.Id, item.Id);
        (await TargetsAsync(alice, "?order=asc")).Should().Equal(item.Id, other.Id);
        (await TargetsAsync(alice, "?state=failed")).Should().Equal(other.Id);
        (await TargetsAsync(alice, "?state=todo&state=failed")).Should().Equal(other.Id, item.Id);
        (await TargetsAsync(alice, "?state=done")).Should().BeEmpty();
        (await TargetsAsync(alice, $"?target_id={item.Id}")).Should().Equal(item.Id);
        (await TargetsAsync(alice, "?target_id=5")).Should().BeEmpty();
        (await TargetsAsync(alice, "?work_type=update_item_shares")).Should().HaveCount(2);
        (await TargetsAsync(alice, "?work_type=setup_key_delegation")).Should().BeEmpty();
        (await alice.Vault.GetAsync("/client_task_queue?state=lost")).ShouldRefuse(400, "bad_request");
        (await alice.Vault.GetAsync("/client_task_queue?change_state=perhaps")).ShouldRefuse(400, "bad_request");
        var first = (await alice.Vault.GetAsync("/client_task_queue?per_page=1")).Should(200);
        (await TargetsAsync(alice, $"?per_page=1&next_page_after={first["next_page_after"]}")).Should().Equal(item.Id);
        first["meta"]!.GetValueKind().Should().Be(JsonValueKind.Object);
    }

    [Fact, Rule("46", "extensions")]
    public async Task Tasks_of_one_kind_can_be_left_out()
    {
        var (alice, item, _) = await SharedAsync();
        await Story.UpdateAsync(alice, item);

        (await Story.TasksAsync(alice, "?except_work_type=update_item_shares")).Should().BeEmpty();
        (await Story.TasksAsync(alice, "?except_work_type=setup_key_delegation")).Should().ContainSingle();
    }

    [Fact, Rule("46")]
    public async Task Pages_of_several_states_follow_each_other_without_a_gap_or_a_repetition()
    {
        var (alice, item, bob) = await SharedAsync();
        for (var number = 0; number < 5; number++)
        {
            var other = await Story.ItemAsync(alice, "plate");
            await Story.ShareAsync(alice, other, bob);
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            await Story.UpdateAsync(alice, other);
        }

        await Story.UpdateAsync(alice, item);
        var all = await Story.TasksAsync(alice);
        string[] states = ["todo", "in_progress", "failed"];
        foreach (var (task, number) in all.Select((task, number) => (Text(task, "id"), number)))
        {
            (await alice.Vault.PutAsync("/client_task_queue", Story.TaskChange(task, states[number % 3]))).Should(200);
        }

        foreach (var order in new[] { "desc", "asc" })
        {
            var seen = new List<string>();
            string? cursor = "";
            while (cursor is not null)
            {
                var page = (await alice.Vault.GetAsync(
                    $"/client_task_queue?state=todo&state=failed&state=in_progress&order={order}&per_page=2&next_page_after={cursor}")).Should(200);
                seen.AddRange(page["client_tasks"]!.AsArray().Select(task => Text(task!, "id")));
                cursor = page["next_page_after"]?.GetValue<string>();
            }

            var expected = all.Select(task => Text(task, "id"));
            seen.Should().Equal(order == "asc" ? expected.Reverse() : expected);
        }

        var counted = (await alice.Vault.GetAsync("/client_task_queue?state=todo&state=failed&page=2&per_page=2")).Should(200);
        counted["meta"]!["records_count"]!.GetValue<int>().Should().Be(4);
        counted["client_tasks"]!.AsArray().Should().HaveCount(2);
    }

    [Fact, Rule("48", "extensions")]
    public async Task Who_claims_is_told_how_long_the_claim_is_good_for()
    {
        var (alice, item, _) = await SharedAsync();
        await Story.UpdateAsync(alice, item);

        (await alice.Vault.GetAsync("/client_task_queue?state=todo")).Should(200)["lease_seconds"].Should().BeNull();
        (await alice.Vault.GetAsync("/client_task_queue?state=todo&change_state=true")).Should(200)["lease_seconds"]!.GetValue<int>().Should().Be(600);
    }

    [Fact, Rule("47", "claims")]
    public async Task A_claim_takes_no_more_than_a_page()
    {
        var (alice, item, bob) = await SharedAsync();
        var other = await Story.ItemAsync(alice, "plate");
        await Story.ShareAsync(alice, other, bob);
        await Story.UpdateAsync(alice, item);
        await Story.UpdateAsync(alice, other);

        (await Story.TasksAsync(alice, "?change_state=true&state=todo&per_page=1")).Should().ContainSingle();

        (await Story.TasksAsync(alice)).Select(task => Text(task, "state")).Should().BeEquivalentTo("todo", "in_progress");
    }

    [Fact, Rule("47", "claims", "generations")]
    public async Task A_client_of_2020_claims_unless_it_says_otherwise_and_sees_what_is_todo()
    {
        var (alice, item, _) = await SharedAsync();
        await Story.UpdateAsync(alice, item);
        var old = alice.Vault.From2020();

        var looked = (await old.GetAsync("/client_task_queue?supress_changing_state=true")).Should(200);
        var claimed = (await old.GetAsync("/client_task_queue")).Should(200);

        looked["client_tasks"]!.AsArray().Should().ContainSingle();
        looked["meta"]!.GetValueKind().Should().Be(JsonValueKind.Array);
        Text(claimed["client_tasks"]![0]!, "state").Should().Be("todo");
        (await old.GetAsync("/client_task_queue?supress_changing_state=true"))["client_tasks"]!.AsArray().Should().BeEmpty("it asks for todo");
        (await old.GetAsync("/client_task_queue?supress_changing_state=true&state=in_progress"))["client_tasks"]!.AsArray().Should().ContainSingle();
        (await Story.TasksAsync(alice, "?supress_changing_state=false")).Should().ContainSingle("newer clients do not know that parameter");
    }

    [Fact, Rule("tasks", "51")]
    public async Task A_client_of_2020_completes_without_a_claim_inside_its_upload()
    {
        var (alice, item, bob) = await SharedAsync();
        await Story.UpdateAsync(alice, item);
        var task = Text((await Story.TasksAsync(alice))[0], "id");
        var shares = await Story.ShareIdsAsync(alice, item);
        var upload = Story.UploadOf(item, shares);
        upload["client_tasks"] = Story.TaskChange(task, "done", [])["client_tasks"]!.DeepClone();

        (await alice.Vault.From2020().PutAsync($"/items/{item.Id}/shares", upload)).Should(201);

        (await Story.TasksAsync(alice, "?state=todo")).Should().BeEmpty();
        (await Story.CopyAsync(bob, shares[0])).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v2"));
    }

    [Fact, Rule("tasks", "revisions")]
    public async Task Who_read_before_an_update_does_not_complete_the_task_it_made()
    {
        var (alice, item, bob) = await SharedAsync();
        await Story.UpdateAsync(alice, item, "v2");
        var task = Text((await ClaimAsync(alice)).Single(), "id");
        var shares = await Story.ShareIdsAsync(alice, item);
        await Story.UpdateAsync(alice, item, "v3");

        // This client does not send If-Match, as foreign ones do not.
        (await alice.Vault.PutAsync($"/items/{item.Id}/shares", Story.UploadOf(item, shares, "v2"))).Should(201);
        (await alice.Vault.PutAsync("/client_task_queue", Story.TaskChange(task, "done"))).Should(200);

        var left = (await Story.TasksAsync(alice, "?state=todo")).Should().ContainSingle().Which;
        Text(left, "id").Should().NotBe(task);
        await Story.UploadAsync(alice, item, "v3");
        (await Story.CopyAsync(bob, shares[0])).Slot("plate", "value_verification_hash").Should().Be(TestCryppo.Hash("plate v3"));
    }

    private static Task<IReadOnlyList<JsonNode>> ClaimAsync(TestUser user) => Story.TasksAsync(user, "?change_state=true&state=todo");

    private static async Task<IEnumerable<string>> TargetsAsync(TestUser user, string query) =>
        (await Story.TasksAsync(user, query)).Select(task => Text(task, "target_id"));

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    private async Task<(TestUser Alice, TestItem Item, TestUser Bob)> SharedAsync()
    {
        var people = await _story.UsersInAChainAsync(2);
        var item = await Story.ItemAsync(people[0], "plate");
        await Story.ShareAsync(people[0], item, people[1]);
        return (people[0], item, people[1]);
    }
}
