using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Sharing;

public sealed class SharesPatchTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    [Fact, Rule("34", "patch-shares")]
    public async Task Shares_are_created_ended_and_reconfigured_in_one_go()
    {
        var (alice, bob, carlos, item, shares) = await SharedWithTwoAsync();
        var dave = await _story.UserAsync();
        await Story.ConnectAsync(alice, dave);
        var end = server.Clock.GetUtcNow().AddDays(3);

        var answer = (await alice.Vault.PatchAsync("/shares", new JsonObject
        {
            ["item_to_share_id"] = item.Id,
            ["shares_to_create"] = new JsonArray(Story.ShareOf(item, dave)),
            ["shares_to_delete"] = new JsonArray(shares[0]),
            ["shares_to_reconfigure"] = new JsonArray(new JsonObject { ["share_id"] = shares[1], ["expires_at"] = end }),
        })).Should(200);

        var created = answer["created_shares"]!.AsArray().Should().ContainSingle().Subject!;
        created["recipient_id"]!.GetValue<string>().Should().Be(dave.Id);
        answer["deleted_share_ids"]!.AsArray().Select(id => id!.GetValue<string>()).Should().Equal(shares[0]);
        answer["reconfigured_shares"]!.AsArray().Single()!["expires_at"]!.GetValue<DateTimeOffset>().Should().Be(end);
        (await Story.ShareIdsAsync(alice, item)).Should().BeEquivalentTo(shares[1], created["id"]!.GetValue<string>());
        (await bob.Vault.GetAsync("/items"))["items"]!.AsArray().Should().BeEmpty();
        (await carlos.Vault.GetAsync($"/incoming_shares/{shares[1]}"))["share"]!["expires_at"]!.GetValue<DateTimeOffset>().Should().Be(end);
        (await dave.Vault.GetAsync("/items"))["items"]!.AsArray().Should().ContainSingle();
    }

    [Theory, Rule("34")]
    [InlineData("{}")]
    [InlineData("""{"item_to_share_id":null,"shares_to_create":null,"shares_to_delete":null,"shares_to_reconfigure":null}""")]
    [InlineData("""{"item_to_share_id":null,"shares_to_create":[{"recipient_id":"nobody"}],"shares_to_delete":[]}""")]
    public async Task Every_part_may_be_left_out_and_without_an_item_nothing_is_created(string request)
    {
        var (alice, _, _, item, shares) = await SharedWithTwoAsync();

        var answer = (await alice.Vault.PatchAsync("/shares", JsonNode.Parse(request))).Should(200);

        foreach (var part in new[] { "created_shares", "deleted_share_ids", "reconfigured_shares" })
        {
            answer[part]!.AsArray().Should().BeEmpty();
        }

        (await Story.ShareIdsAsync(alice, item)).Should().Equal(shares);
    }

    [Theory, Rule("34")]
    [InlineData("shares_to_create", """{"recipient_id":"nobody"}""", 422, "connection_required")]
    [InlineData("shares_to_delete", "\"nothing\"", 404, "not_found")]
    [InlineData("shares_to_reconfigure", """{"share_id":"nothing","sharing_mode":"owner"}""", 404, "not_found")]
    [InlineData("shares_to_reconfigure", """{"share_id":"{second}","expires_at":"2000-01-01T00:00:00Z"}""", 422, "validation_failed")]
    [InlineData("shares_to_reconfigure", """{"share_id":"{first}","sharing_mode":"anyone"}""", 404, "not_found")]
    public async Task One_part_that_is_refused_undoes_the_others(string part, string bad, int status, string code)
    {
        var (alice, bob, _, item, shares) = await SharedWithTwoAsync();
        var dave = await _story.UserAsync();
        await Story.ConnectAsync(alice, dave);
        var request = new JsonObject
        {
            ["item_to_share_id"] = item.Id,
            ["shares_to_create"] = new JsonArray(Story.ShareOf(item, dave)),
            ["shares_to_delete"] = new JsonArray(shares[0]),
            ["shares_to_reconfigure"] = new JsonArray(new JsonObject { ["share_id"] = shares[1], ["sharing_mode"] = "anyone" }),
        };
        bad = bad.Replace("{first}", shares[0], StringComparison.Ordinal).Replace("{second}", shares[1], StringComparison.Ordinal);
        request[part]!.AsArray().Add(JsonNode.Parse(bad));
        if (part == "shares_to_reconfigure" && bad.Contains(shares[1], StringComparison.Ordinal))
        {
            request[part]!.AsArray().RemoveAt(0);
        }

        (await alice.Vault.PatchAsync("/shares", request)).ShouldRefuse(status, code);

        (await Story.ShareIdsAsync(alice, item)).Should().Equal(shares);
        (await bob.Vault.GetAsync($"/incoming_shares/{shares[0]}")).Should(200);
        var second = (await alice.Vault.GetAsync($"/outgoing_shares/{shares[1]}"))["share"]!;
        second["sharing_mode"]!.GetValue<string>().Should().Be("owner");
        second["expires_at"].Should().BeNull();
        (await dave.Vault.GetAsync("/items"))["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact, Rule("34", "patch-shares", "two-shares")]
    public async Task A_share_that_is_replaced_by_another_leaves_its_recipient_the_same_copy()
    {
        var (alice, bob, _, item, shares) = await SharedWithTwoAsync();
        var before = await Story.CopyAsync(bob, shares[0]);

        var answer = (await alice.Vault.PatchAsync("/shares", new JsonObject
        {
            ["item_to_share_id"] = item.Id,
            ["shares_to_create"] = new JsonArray(Story.ShareOf(item, bob)),
            ["shares_to_delete"] = new JsonArray(shares[0]),
        })).Should(200);

        var after = await Story.CopyAsync(bob, answer["created_shares"]![0]!["id"]!.GetValue<string>());
        after.Id.Should().Be(before.Id);
        after.Slots.Should().BeEquivalentTo(before.Slots);
    }

    [Fact, Rule("34", "35")]
    public async Task Each_part_is_done_as_the_call_of_its_own_would_do_it()
    {
        var (alice, bob, _, item, shares) = await SharedWithTwoAsync();

        (await bob.Vault.PatchAsync("/shares", Reconfigure(shares[0]))).ShouldRefuse(403, "forbidden");
        (await bob.Vault.PatchAsync("/shares", new JsonObject { ["shares_to_delete"] = new JsonArray(shares[1]) })).ShouldRefuse(404, "not_found");
        (await bob.Vault.PatchAsync("/shares", new JsonObject { ["item_to_share_id"] = item.Id })).ShouldRefuse(404, "not_found");
        (await bob.Vault.PatchAsync("/shares", new JsonObject { ["shares_to_delete"] = new JsonArray(shares[0]) })).Should(200);
        (await Story.ShareIdsAsync(alice, item)).Should().Equal(shares[1]);
    }

    [Fact, Rule("34", "patch-shares", "chains")]
    public async Task An_on_share_is_not_created_from_a_share_that_goes_in_the_same_request()
    {
        var people = await _story.UsersInAChainAsync(3);
        var item = await Story.ItemAsync(people[0], "plate");
        var share = await Story.ShareAsync(people[0], item, people[1], Anyone);
        var copy = await Story.CopyAsync(people[1], share);

        (await people[1].Vault.PatchAsync("/shares", new JsonObject
        {
            ["item_to_share_id"] = copy.Id,
            ["shares_to_create"] = new JsonArray(Story.OnShareOf(copy, people[2])),
            ["shares_to_delete"] = new JsonArray(share),
        })).ShouldRefuse(422, "validation_failed");

        (await Story.ShareIdsAsync(people[0], item)).Should().Equal(share);
    }

    [Fact, Rule("34")]
    public async Task A_parent_and_its_on_share_may_be_ended_together()
    {
        var people = await _story.UsersInAChainAsync(3);
        var item = await Story.ItemAsync(people[0], "plate");
        var share = await Story.ShareAsync(people[0], item, people[1], Anyone);
        var onShare = await Story.ShareOnAsync(people[1], share, people[2]);

        (await people[0].Vault.PatchAsync("/shares", new JsonObject { ["shares_to_delete"] = new JsonArray(share, onShare) })).Should(200);

        (await Story.ShareIdsAsync(people[0], item)).Should().BeEmpty();
    }

    [Fact, Rule("34", "revisions")]
    public async Task Values_that_were_read_before_the_item_changed_are_not_shared()
    {
        var (alice, _, carlos, item, shares) = await SharedWithTwoAsync();
        await Story.UpdateAsync(alice, item);

        (await alice.Vault.With("If-Match", item.Tag).PatchAsync("/shares", new JsonObject
        {
            ["item_to_share_id"] = item.Id,
            ["shares_to_create"] = new JsonArray(Story.ShareOf(item, carlos)),
            ["shares_to_delete"] = new JsonArray(shares[0]),
        })).ShouldRefuse(412, "item_version_conflict");

        (await Story.ShareIdsAsync(alice, item)).Should().Equal(shares);
    }

    [Fact, Rule("34", "patch-shares", "extensions")]
    public async Task Repeating_it_with_its_key_creates_once_and_answers_the_same()
    {
        var (alice, bob, _, item, shares) = await SharedWithTwoAsync();
        var request = new JsonObject
        {
            ["item_to_share_id"] = item.Id,
            ["shares_to_create"] = new JsonArray(Story.ShareOf(item, bob)),
            ["shares_to_delete"] = new JsonArray(shares[0]),
        };
        var caller = alice.Vault.With("Idempotency-Key", Guid.NewGuid().ToString());

        var first = (await caller.PatchAsync("/shares", request)).Should(200);
        var second = (await caller.PatchAsync("/shares", request)).Should(200);

        second.Text.Should().Be(first.Text);
        (await Story.ShareIdsAsync(alice, item)).Should().HaveCount(2);
    }

    private static JsonObject Reconfigure(string share) => new()
    {
        ["shares_to_reconfigure"] = new JsonArray(new JsonObject { ["share_id"] = share, ["sharing_mode"] = "anyone" }),
    };

    private static void Anyone(JsonObject share) => share["sharing_mode"] = "anyone";

    private async Task<(TestUser Alice, TestUser Bob, TestUser Carlos, TestItem Item, string[] Shares)> SharedWithTwoAsync()
    {
        var people = await _story.UsersConnectedToTheFirstAsync(3);
        var item = await Story.ItemAsync(people[0], "plate", "vin");
        string[] shares = [await Story.ShareAsync(people[0], item, people[1]), await Story.ShareAsync(people[0], item, people[2])];
        return (people[0], people[1], people[2], item, shares);
    }
}
