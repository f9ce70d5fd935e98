using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;

namespace Meeco.Server.Tests.ClientTasks;

/// <summary>docs/RULES.md section 10, row by row.</summary>
public sealed class TaskTransitionTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    [Theory, Rule("45", "49", "50", "tasks")]
    [InlineData("todo", "todo", "todo")]
    [InlineData("todo", "in_progress", "in_progress")]
    [InlineData("todo", "done", "done")]
    [InlineData("todo", "failed", "failed")]
    [InlineData("in_progress", "in_progress", "in_progress")]
    [InlineData("in_progress", "todo", "todo")]
    [InlineData("in_progress", "done", "done")]
    [InlineData("in_progress", "failed", "failed")]
    [InlineData("failed", "failed", "failed")]
    [InlineData("failed", "todo", "todo")]
    [InlineData("failed", "in_progress", "in_progress")]
    [InlineData("failed", "done", "done")]
    [InlineData("done", "done", "done")]
    [InlineData("done", "todo", null)]
    [InlineData("done", "in_progress", null)]
    [InlineData("done", "failed", null)]
    public async Task A_task_goes_from_state_to_state_as_the_table_says(string from, string to, string? result)
    {
        var (alice, id) = await TaskAsync();
        (await SetAsync(alice, id, from)).Should(200);

        var answer = await SetAsync(alice, id, to);

        if (result is null)
        {
            answer.ShouldRefuse(422, "client_task_transition_not_allowed");
        }
        else
        {
            answer.Should(200)["client_tasks"]![0]!["state"]!.GetValue<string>().Should().Be(result);
            answer["client_tasks"]![0]!["id"]!.GetValue<string>().Should().Be(id);
        }

        (await StateAsync(alice, id)).Should().Be(result ?? from);
    }

    [Theory, Rule("tasks", "claims")]
    [InlineData("in_progress")]
    [InlineData("done")]
    [InlineData("failed")]
    public async Task Another_live_sessions_claim_is_neither_taken_over_nor_finished(string to)
    {
        var (alice, id) = await TaskAsync();
        var elsewhere = await server.NewSessionAsync(alice);
        (await SetAsync(alice, id, "in_progress")).Should(200);

        (await SetAsync(elsewhere, id, to)).ShouldRefuse(409, "client_task_claimed");

        var task = (await Story.TasksAsync(alice)).Should().ContainSingle().Which;
        task["state"]!.GetValue<string>().Should().Be("in_progress");
        task["claimed_by_this_session"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact, Rule("tasks", "claims")]
    public async Task Another_live_sessions_claim_is_released_by_who_asks_for_it()
    {
        var (alice, id) = await TaskAsync();
        var elsewhere = await server.NewSessionAsync(alice);
        (await SetAsync(alice, id, "in_progress")).Should(200);

        (await SetAsync(elsewhere, id, "todo")).Should(200);

        (await StateAsync(alice, id)).Should().Be("todo");
    }

    [Theory, Rule("tasks", "claims")]
    [InlineData("done")]
    [InlineData("failed")]
    public async Task A_claim_of_a_session_that_has_ended_is_finished_by_another(string to)
    {
        var (alice, id) = await TaskAsync();
        var crashed = await server.NewSessionAsync(alice);
        (await SetAsync(crashed, id, "in_progress")).Should(200);
        (await crashed.Vault.DeleteAsync("/session")).Status.Should().BeInRange(200, 204);

        (await SetAsync(alice, id, to)).Should(200);

        (await StateAsync(alice, id)).Should().Be(to);
    }

    [Fact, Rule("48", "tasks", "claims")]
    public async Task A_claim_that_lapsed_is_finished_late_unless_another_session_has_claimed_the_task()
    {
        var (alice, late) = await TaskAsync();
        (await SetAsync(alice, late, "in_progress")).Should(200);
        server.Clock.Advance(TimeSpan.FromMinutes(10));

        (await SetAsync(alice, late, "done")).Should(200);

        (await StateAsync(alice, late)).Should().Be("done");
        var (other, lost) = await TaskAsync();
        var elsewhere = await server.NewSessionAsync(other);
        (await SetAsync(other, lost, "in_progress")).Should(200);
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        (await SetAsync(elsewhere, lost, "in_progress")).Should(200);
        (await SetAsync(other, lost, "done")).ShouldRefuse(409, "client_task_claimed");
    }

    [Theory, Rule("claims", "extensions")]
    [InlineData("todo", "claimed_by_this_session", false)]
    [InlineData("mine", "claimed_by_this_session", true)]
    [InlineData("theirs", "claimed_by_this_session", false)]
    [InlineData("mine", "claimed_by_another_session", false)]
    [InlineData("theirs", "claimed_by_another_session", true)]
    [InlineData("ended", "claimed_by_another_session", true)]
    [InlineData("mine", "claimed_by_ended_session", false)]
    [InlineData("theirs", "claimed_by_ended_session", false)]
    [InlineData("ended", "claimed_by_ended_session", true)]
    [InlineData("failed", "failed", true)]
    [InlineData("mine", "failed", false)]
    public async Task A_change_that_depends_on_something_has_no_effect_where_it_is_not_so(string stands, string condition, bool happens)
    {
        var (alice, id) = await TaskAsync();
        var other = await server.NewSessionAsync(alice);
        (await SetAsync(stands is "theirs" or "ended" ? other : alice, id, stands switch
        {
            "todo" or "failed" => stands,
            _ => "in_progress",
        })).Should(200);
        if (stands == "ended")
        {
            (await other.Vault.DeleteAsync("/session")).Status.Should().BeInRange(200, 204);
        }

        var before = await StateAsync(alice, id);
        var wanted = stands is "todo" ? "done" : "todo";
        var change = Story.TaskChange(id, wanted);
        change["client_tasks"]![0]!["only_if"] = condition;

        var answer = (await alice.Vault.PutAsync("/client_task_queue", change)).Should(200);

        answer["client_tasks"]![0]!["state"]!.GetValue<string>().Should().Be(happens ? wanted : before);
        (await StateAsync(alice, id)).Should().Be(happens ? wanted : before);
    }

    [Fact, Rule("claims")]
    public async Task A_condition_that_is_none_is_refused()
    {
        var (alice, id) = await TaskAsync();
        var change = Story.TaskChange(id, "done");
        change["client_tasks"]![0]!["only_if"] = "it_rains";

        (await alice.Vault.PutAsync("/client_task_queue", change)).ShouldRefuse(422, "validation_failed");
        (await StateAsync(alice, id)).Should().Be("todo");
    }

    [Fact, Rule("claims")]
    public async Task The_claim_of_a_session_that_has_ended_is_taken_over_at_once()
    {
        var (alice, id) = await TaskAsync();
        var crashed = await server.NewSessionAsync(alice);
        (await SetAsync(crashed, id, "in_progress")).Should(200);
        (await SetAsync(alice, id, "in_progress")).ShouldRefuse(409, "client_task_claimed");
        (await crashed.Vault.DeleteAsync("/session")).Status.Should().BeInRange(200, 204);

        var taken = (await SetAsync(alice, id, "in_progress")).Should(200);

        taken["client_tasks"]![0]!["claimed_by_this_session"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact, Rule("tasks")]
    public async Task The_claiming_session_renews_its_lease()
    {
        var (alice, id) = await TaskAsync();
        (await SetAsync(alice, id, "in_progress")).Should(200);
        server.Clock.Advance(TimeSpan.FromMinutes(9));

        (await SetAsync(alice, id, "in_progress")).Should(200);
        server.Clock.Advance(TimeSpan.FromMinutes(9));

        (await StateAsync(alice, id)).Should().Be("in_progress");
    }

    [Fact, Rule("48", "tasks")]
    public async Task A_claim_lapses_after_ten_minutes()
    {
        var (alice, id) = await TaskAsync();
        (await SetAsync(alice, id, "in_progress")).Should(200);

        server.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        (await StateAsync(alice, id)).Should().Be("in_progress");
        server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await StateAsync(alice, id)).Should().Be("todo");

        var elsewhere = await server.NewSessionAsync(alice);
        (await SetAsync(elsewhere, id, "in_progress")).Should(200);
    }

    [Theory, Rule("48", "50", "tasks")]
    [InlineData("lapse")]
    [InlineData("release")]
    [InlineData("retry")]
    public async Task Whatever_returns_to_todo_merges_into_the_one_that_is_there(string how)
    {
        var (alice, item, first) = await ItemTaskAsync();
        (await SetAsync(alice, first, how == "retry" ? "failed" : "in_progress")).Should(200);
        await Story.UpdateAsync(alice, item, "v3");
        var second = (await Story.TasksAsync(alice, "?state=todo")).Should().ContainSingle().Which["id"]!.GetValue<string>();
        second.Should().NotBe(first);

        if (how == "lapse")
        {
            server.Clock.Advance(TimeSpan.FromMinutes(10));
        }
        else
        {
            (await SetAsync(alice, first, "todo")).Should(200);
        }

        var left = (await Story.TasksAsync(alice)).Should().ContainSingle().Which;
        left["id"]!.GetValue<string>().Should().Be(second);
        left["state"]!.GetValue<string>().Should().Be("todo");
    }

    [Fact, Rule("tasks")]
    public async Task Two_tasks_of_one_item_that_return_together_become_one()
    {
        var (alice, item, first) = await ItemTaskAsync();
        (await SetAsync(alice, first, "failed")).Should(200);
        await Story.UpdateAsync(alice, item, "v3");
        var second = (await Story.TasksAsync(alice, "?state=todo"))[0]["id"]!.GetValue<string>();
        (await SetAsync(alice, second, "failed")).Should(200);

        var both = new JsonObject
        {
            ["client_tasks"] = new JsonArray(
                new JsonObject { ["id"] = first, ["state"] = "todo" },
                new JsonObject { ["id"] = second, ["state"] = "todo" }),
        };
        (await alice.Vault.PutAsync("/client_task_queue", both)).Should(200)["client_tasks"]!.AsArray().Should().HaveCount(2);

        (await Story.TasksAsync(alice)).Should().ContainSingle().Which["state"]!.GetValue<string>().Should().Be("todo");
    }

    [Theory, Rule("tasks")]
    [InlineData("todo")]
    [InlineData("in_progress")]
    [InlineData("done")]
    [InlineData("failed")]
    public async Task A_superseded_task_takes_every_state_without_effect(string to)
    {
        var (alice, item, superseded) = await ItemTaskAsync();
        await Story.UpdateAsync(alice, item, "v3");

        var answer = (await SetAsync(alice, superseded, to)).Should(200);

        answer["client_tasks"]![0]!["id"]!.GetValue<string>().Should().Be(superseded);
        var open = (await Story.TasksAsync(alice)).Should().ContainSingle().Which;
        open["id"]!.GetValue<string>().Should().NotBe(superseded);
        open["state"]!.GetValue<string>().Should().Be("todo");
    }

    [Fact, Rule("45", "49")]
    public async Task Reports_are_kept_with_the_state_and_replaced_by_the_next_failure()
    {
        var (alice, id) = await TaskAsync();

        (await alice.Vault.PutAsync("/client_task_queue", Story.TaskChange(id, "failed", new JsonObject { ["reason"] = "first" }))).Should(200);
        (await alice.Vault.PutAsync("/client_task_queue", Story.TaskChange(id, "failed", new JsonObject { ["reason"] = "second" }))).Should(200);

        var task = (await Story.TasksAsync(alice)).Should().ContainSingle().Which;
        task["report"]!["reason"]!.GetValue<string>().Should().Be("second");
        task["last_state_transition_at"].Should().NotBeNull();
    }

    [Theory, Rule("49")]
    [InlineData("lost", null)]
    [InlineData(null, null)]
    [InlineData("done", "[]")]
    [InlineData("done", "\"text\"")]
    public async Task A_state_or_a_report_that_is_none_is_refused(string? state, string? report)
    {
        var (alice, id) = await TaskAsync();
        var request = Story.TaskChange(id, "todo");
        request["client_tasks"]![0]!["state"] = state;
        request["client_tasks"]![0]!["report"] = report is null ? null : JsonNode.Parse(report);

        (await alice.Vault.PutAsync("/client_task_queue", request)).ShouldRefuse(422, "validation_failed");
        (await StateAsync(alice, id)).Should().Be("todo");
    }

    [Fact, Rule("49")]
    public async Task One_bad_change_among_good_ones_changes_nothing()
    {
        var (alice, id) = await TaskAsync();
        var (_, othersTask) = await TaskAsync();
        var request = new JsonObject
        {
            ["client_tasks"] = new JsonArray(
                new JsonObject { ["id"] = id, ["state"] = "done" },
                new JsonObject { ["id"] = othersTask, ["state"] = "done" }),
        };

        (await alice.Vault.PutAsync("/client_task_queue", request)).ShouldRefuse(404, "not_found");
        (await StateAsync(alice, id)).Should().Be("todo");
    }

    [Fact, Rule("tasks")]
    public async Task What_is_done_or_superseded_is_forgotten_after_its_lifetime()
    {
        var (alice, item, superseded) = await ItemTaskAsync();
        await Story.UpdateAsync(alice, item, "v3");
        var done = (await Story.TasksAsync(alice)).Single()["id"]!.GetValue<string>();
        (await SetAsync(alice, done, "done")).Should(200);
        server.Clock.Advance(TimeSpan.FromDays(89));
        await server.SweepAsync();
        await Story.UpdateAsync(alice, item, "v4");
        (await Story.TasksAsync(alice)).Select(task => task["state"]!.GetValue<string>()).Should().Equal("todo", "done");
        (await SetAsync(alice, superseded, "done")).Should(200);
        server.Clock.Advance(TimeSpan.FromDays(2));
        await server.SweepAsync();

        await Story.UpdateAsync(alice, item, "v5");

        (await Story.TasksAsync(alice)).Select(task => task["state"]!.GetValue<string>()).Should().Equal("todo");
        (await SetAsync(alice, superseded, "done")).ShouldRefuse(404, "not_found");
    }

    private static Task<TestAnswer> SetAsync(TestUser user, string id, string state) =>
        user.Vault.PutAsync("/client_task_queue", Story.TaskChange(id, state));

    private static async Task<string> StateAsync(TestUser user, string id) =>
        (await Story.TasksAsync(user)).Single(task => task["id"]!.GetValue<string>() == id)["state"]!.GetValue<string>();

    private async Task<(TestUser Alice, string TaskId)> TaskAsync()
    {
        var (alice, _, id) = await ItemTaskAsync();
        return (alice, id);
    }

    private async Task<(TestUser Alice, TestItem Item, string TaskId)> ItemTaskAsync()
    {
        var people = await _story.UsersInAChainAsync(2);
        var item = await Story.ItemAsync(people[0], "plate");
        await Story.ShareAsync(people[0], item, people[1]);
        await Story.UpdateAsync(people[0], item);
        return (people[0], item, (await Story.TasksAsync(people[0])).Single()["id"]!.GetValue<string>());
    }
}
