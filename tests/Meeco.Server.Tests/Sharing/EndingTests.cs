using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Sharing;

public sealed class EndingTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    [Theory, Rule("35", "ending")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Owner_sender_and_recipient_may_delete_a_share(int who)
    {
        var (people, _, shares) = await ChainAsync(3);

        (await people[who].Vault.DeleteAsync($"/shares/{shares[1]}")).Should(204);

        (await people[2].Vault.GetAsync($"/incoming_shares/{shares[1]}")).ShouldRefuse(404, "not_found");
        (await people[2].Vault.GetAsync("/items"))["items"]!.AsArray().Should().BeEmpty();
        (await people[1].Vault.GetAsync($"/incoming_shares/{shares[0]}")).Should(200);
    }

    [Fact, Rule("35")]
    public async Task Nobody_else_deletes_a_share()
    {
        var (people, _, shares) = await ChainAsync(4);
        var stranger = await _story.UserAsync();

        (await stranger.Vault.DeleteAsync($"/shares/{shares[1]}")).ShouldRefuse(404, "not_found");
        (await people[1].Vault.DeleteAsync($"/shares/{shares[2]}")).ShouldRefuse(404, "not_found");
        (await people[3].Vault.GetAsync($"/incoming_shares/{shares[2]}")).Should(200);
    }

    [Fact, Rule("30", "ending")]
    public async Task Removing_a_share_removes_the_on_shares_under_it_however_deep()
    {
        var (people, item, shares) = await ChainAsync(5);

        (await people[0].Vault.DeleteAsync($"/shares/{shares[1]}")).Should(204);

        (await Story.ShareIdsAsync(people[0], item)).Should().Equal(shares[0]);
        for (var number = 2; number < 5; number++)
        {
            (await people[number].Vault.GetAsync("/items"))["items"]!.AsArray().Should().BeEmpty();
            (await people[number].Vault.GetAsync("/incoming_shares"))["shares"]!.AsArray().Should().BeEmpty();
        }
    }

    [Theory, Rule("30", "31", "ending")]
    [InlineData("onsharing_permitted", "false")]
    [InlineData("sharing_mode", "\"owner\"")]
    public async Task Switching_to_mode_owner_removes_the_on_shares(string member, string value)
    {
        var (people, item, shares) = await ChainAsync(4);

        var changed = (await people[0].Vault.PutAsync("/shares", OnSharingTests.Change(shares[0], member, JsonNode.Parse(value)))).Should(200);

        changed["shares"]![0]!["sharing_mode"]!.GetValue<string>().Should().Be("owner");
        (await Story.ShareIdsAsync(people[0], item)).Should().Equal(shares[0]);
        (await people[3].Vault.GetAsync("/items"))["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact, Rule("31")]
    public async Task Only_the_owner_says_whether_an_item_may_be_shared_on()
    {
        var (people, _, shares) = await ChainAsync(3);

        (await people[1].Vault.PutAsync("/shares", OnSharingTests.Change(shares[1], "onsharing_permitted", false))).ShouldRefuse(403, "forbidden");
        (await people[1].Vault.PutAsync("/shares", OnSharingTests.Change(shares[1], "onsharing_permitted", true))).Should(200);
        (await people[0].Vault.PutAsync("/shares", OnSharingTests.Change(shares[1], "onsharing_permitted", false))).Should(200);
    }

    [Fact, Rule("30", "32", "ending")]
    public async Task Ending_a_share_earlier_ends_those_under_it_no_later()
    {
        var (people, _, shares) = await ChainAsync(4);
        var end = server.Clock.GetUtcNow().AddDays(5);
        var sooner = end.AddDays(-2);
        (await people[2].Vault.PutAsync("/shares", OnSharingTests.Change(shares[2], "expires_at", sooner))).Should(200);

        (await people[0].Vault.PutAsync("/shares", OnSharingTests.Change(shares[0], "expires_at", end))).Should(200);

        (await EndAsync(people[1], shares[0])).Should().Be(end);
        (await EndAsync(people[2], shares[1])).Should().Be(end);
        (await EndAsync(people[3], shares[2])).Should().Be(sooner, "what ends earlier stays");
    }

    [Fact, Rule("33", "ending")]
    public async Task An_on_share_is_not_made_to_outlive_its_parent()
    {
        var (people, _, shares) = await ChainAsync(3);
        var end = server.Clock.GetUtcNow().AddDays(5);
        (await people[0].Vault.PutAsync("/shares", OnSharingTests.Change(shares[0], "expires_at", end))).Should(200);

        (await people[1].Vault.PutAsync("/shares", OnSharingTests.Change(shares[1], "expires_at", end.AddDays(1)))).ShouldRefuse(422, "share_expires_too_late");
        (await people[1].Vault.PutAsync("/shares", OnSharingTests.Change(shares[1], "expires_at", null))).ShouldRefuse(422, "share_expires_too_late");
        (await people[1].Vault.PutAsync("/shares", OnSharingTests.Change(shares[1], "expires_at", end.AddDays(-1)))).Should(200);
        (await EndAsync(people[2], shares[1])).Should().Be(end.AddDays(-1));
    }

    [Fact, Rule("21", "ending")]
    public async Task An_end_is_in_the_future_and_can_be_taken_away()
    {
        var (people, _, shares) = await ChainAsync(2);

        (await people[0].Vault.PutAsync("/shares", OnSharingTests.Change(shares[0], "expires_at", server.Clock.GetUtcNow()))).ShouldRefuse(422, "validation_failed");
        (await people[0].Vault.PutAsync("/shares", OnSharingTests.Change(shares[0], "expires_at", server.Clock.GetUtcNow().AddDays(1)))).Should(200);
        (await people[0].Vault.PutAsync("/shares", OnSharingTests.Change(shares[0], "expires_at", null))).Should(200)["shares"]![0]!["expires_at"].Should().BeNull();
    }

    [Fact, Rule("ending")]
    public async Task Shares_are_changed_all_or_none()
    {
        var (people, _, shares) = await ChainAsync(3);
        var end = server.Clock.GetUtcNow().AddDays(5);
        var request = new JsonObject
        {
            ["shares"] = new JsonArray(
                new JsonObject { ["share_id"] = shares[0], ["expires_at"] = end },
                new JsonObject { ["share_id"] = shares[1], ["expires_at"] = end.AddDays(1) }),
        };

        (await people[0].Vault.PutAsync("/shares", request)).ShouldRefuse(422, "share_expires_too_late");

        (await EndAsync(people[1], shares[0])).Should().BeNull();
        (await EndAsync(people[2], shares[1])).Should().BeNull();
    }

    [Fact, Rule("32", "ending")]
    public async Task A_parent_and_its_child_are_changed_together_and_answered_as_they_are()
    {
        var (people, _, shares) = await ChainAsync(3);
        var end = server.Clock.GetUtcNow().AddDays(5);
        var request = new JsonObject
        {
            ["shares"] = new JsonArray(
                new JsonObject { ["share_id"] = shares[1], ["onsharing_permitted"] = false },
                new JsonObject { ["share_id"] = shares[0], ["expires_at"] = end }),
        };

        var changed = (await people[0].Vault.PutAsync("/shares", request)).Should(200)["shares"]!.AsArray();

        changed.Select(share => share!["id"]!.GetValue<string>()).Should().Equal(shares[1], shares[0]);
        changed.Should().AllSatisfy(share => share!["expires_at"]!.GetValue<DateTimeOffset>().Should().Be(end));
    }

    [Fact, Rule("ending")]
    public async Task Neither_the_recipient_nor_a_stranger_changes_a_share()
    {
        var (people, _, shares) = await ChainAsync(3);
        var stranger = await _story.UserAsync();
        var change = OnSharingTests.Change(shares[0], "expires_at", server.Clock.GetUtcNow().AddDays(1));

        (await people[1].Vault.PutAsync("/shares", change.DeepClone())).ShouldRefuse(403, "forbidden");
        (await people[2].Vault.PutAsync("/shares", change.DeepClone())).ShouldRefuse(404, "not_found");
        (await stranger.Vault.PutAsync("/shares", change)).ShouldRefuse(404, "not_found");
        (await EndAsync(people[1], shares[0])).Should().BeNull();
    }

    [Fact, Rule("43", "tasks", "ending")]
    public async Task A_share_that_stands_again_after_its_end_is_brought_up_to_date()
    {
        var (people, item, shares) = await ChainAsync(2);
        var alice = people[0];
        (await alice.Vault.PutAsync("/shares", OnSharingTests.Change(shares[0], "expires_at", server.Clock.GetUtcNow().AddHours(1)))).Should(200);
        server.Clock.Advance(TimeSpan.FromHours(2));
        await Story.UpdateAsync(alice, item);
        (await Story.TasksAsync(alice)).Should().BeEmpty("no share stands");

        (await alice.Vault.PutAsync("/shares", OnSharingTests.Change(shares[0], "expires_at", server.Clock.GetUtcNow().AddHours(1)))).Should(200);

        (await Story.TasksAsync(alice, "?state=todo")).Should().ContainSingle();
    }

    [Fact, Rule("ending")]
    public async Task A_share_that_is_over_is_kept_for_a_while_and_then_forgotten_with_those_under_it_and_its_copy()
    {
        var (people, item, shares) = await ChainAsync(3);
        await Story.UpdateAsync(people[0], item);
        (await people[0].Vault.PutAsync("/shares", OnSharingTests.Change(shares[0], "expires_at", server.Clock.GetUtcNow().AddDays(1)))).Should(200);

        server.Clock.Advance(TimeSpan.FromDays(90));
        await server.SweepAsync();
        (await people[0].Vault.GetAsync("/outgoing_shares"))["shares"]!.AsArray().Should().ContainSingle();
        (await people[1].Vault.GetAsync("/outgoing_shares"))["shares"]!.AsArray().Should().ContainSingle();
        (await people[2].Vault.GetAsync("/items"))["items"]!.AsArray().Should().ContainSingle();
        server.Clock.Advance(TimeSpan.FromDays(1));
        await server.SweepAsync();

        (await people[0].Vault.GetAsync("/outgoing_shares"))["shares"]!.AsArray().Should().BeEmpty();
        (await people[1].Vault.GetAsync("/items"))["items"]!.AsArray().Should().BeEmpty();
        (await people[2].Vault.GetAsync("/items"))["items"]!.AsArray().Should().BeEmpty();
        (await people[2].Vault.GetAsync($"/incoming_shares/{shares[1]}")).ShouldRefuse(404, "not_found");
        (await Story.TasksAsync(people[0])).Should().BeEmpty("nothing is left to bring up to date");
        (await people[0].Vault.GetAsync($"/items/{item.Id}")).Should(200);
    }

    [Fact, Rule("tasks")]
    public async Task Deleting_the_item_or_its_last_share_closes_its_tasks()
    {
        var (people, item, shares) = await ChainAsync(2);
        var alice = people[0];
        await Story.UpdateAsync(alice, item);
        var task = (await Story.TasksAsync(alice))[0]["id"]!.GetValue<string>();
        var (others, otherItem, _) = await ChainAsync(2);
        await Story.UpdateAsync(others[0], otherItem);

        (await people[1].Vault.DeleteAsync($"/shares/{shares[0]}")).Should(204);
        (await others[0].Vault.DeleteAsync($"/items/{otherItem.Id}")).Should(204);

        (await Story.TasksAsync(alice)).Should().BeEmpty();
        (await Story.TasksAsync(others[0])).Should().BeEmpty();
        (await others[1].Vault.GetAsync("/items"))["items"]!.AsArray().Should().BeEmpty();
        (await alice.Vault.PutAsync("/client_task_queue", Story.TaskChange(task, "failed"))).Should(200);
    }

    [Fact, Rule("tasks", "rejecting")]
    public async Task Rejecting_the_last_share_closes_the_items_tasks()
    {
        var people = await _story.UsersInAChainAsync(2);
        var item = await Story.ItemAsync(people[0], "plate");
        var share = await Story.ShareAsync(people[0], item, people[1], share => share["acceptance_required"] = "acceptance_required");
        await Story.UpdateAsync(people[0], item);
        (await Story.TasksAsync(people[0])).Should().ContainSingle();

        (await people[1].Vault.PutAsync($"/incoming_shares/{share}/reject", null)).Should(200);

        (await Story.TasksAsync(people[0])).Should().BeEmpty();
        await Story.UpdateAsync(people[0], item, "v3");
        (await Story.TasksAsync(people[0])).Should().BeEmpty();
    }

    private static async Task<DateTimeOffset?> EndAsync(TestUser recipient, string share) =>
        (await recipient.Vault.GetAsync($"/incoming_shares/{share}")).Should(200)["share"]!["expires_at"]?.GetValue<DateTimeOffset>();

    /// <summary>An item that each user shared on to the next, always with mode <c>anyone</c>.</summary>
    private async Task<(TestUser[] People, TestItem Item, string[] Shares)> ChainAsync(int length)
    {
        var people = await _story.UsersInAChainAsync(length);
        var item = await Story.ItemAsync(people[0], "plate");
        var shares = new string[length - 1];
        shares[0] = await Story.ShareAsync(people[0], item, people[1], Anyone);
        for (var number = 1; number < shares.Length; number++)
        {
            shares[number] = await Story.ShareOnAsync(people[number], shares[number - 1], people[number + 1], Anyone);
        }

        return (people, item, shares);
    }

    private static void Anyone(JsonObject share) => share["sharing_mode"] = "anyone";
}
