using System.Text.Json;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Sharing;

public sealed class ShareListingTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    [Fact, Rule("26")]
    public async Task Incoming_shares_are_listed_whatever_their_state_unless_one_is_asked_for()
    {
        var people = await _story.UsersInAChainAsync(2);
        var (alice, bob) = (people[0], people[1]);
        var free = await ShareAsync(alice, bob, false);
        var waiting = await ShareAsync(alice, bob, true);
        var accepted = await ShareAsync(alice, bob, true);
        var rejected = await ShareAsync(alice, bob, true);
        await Story.AcceptAsync(bob, accepted);
        (await bob.Vault.PutAsync($"/incoming_shares/{rejected}/reject", null)).Should(200);

        (await IdsAsync(bob, "/incoming_shares")).Should().Equal(rejected, accepted, waiting, free);
        (await IdsAsync(bob, "/incoming_shares?order=asc")).Should().Equal(free, waiting, accepted, rejected);
        (await IdsAsync(bob, "/incoming_shares?acceptance_required=acceptance_not_required")).Should().Equal(free);
        (await IdsAsync(bob, "/incoming_shares?acceptance_required=acceptance_required")).Should().Equal(waiting);
        (await IdsAsync(bob, "/incoming_shares?acceptance_required=accepted")).Should().Equal(accepted);
        (await IdsAsync(bob, "/incoming_shares?acceptance_required=rejected")).Should().Equal(rejected);
        (await bob.Vault.GetAsync("/incoming_shares?acceptance_required=no")).ShouldRefuse(400, "bad_request");
    }

    [Fact, Rule("26")]
    public async Task Incoming_shares_are_filtered_by_id_and_by_connection()
    {
        var people = await _story.UsersConnectedToTheFirstAsync(3);
        var (alice, bob, carlos) = (people[0], people[1], people[2]);
        var fromBob = await ShareAsync(bob, alice, false);
        var fromCarlos = await ShareAsync(carlos, alice, false);
        var withBob = await ConnectionAsync(alice, bob);
        var bobsSide = await ConnectionAsync(bob, alice);

        (await IdsAsync(alice, $"/incoming_shares?own_connection_id={withBob}")).Should().Equal(fromBob);
        (await IdsAsync(alice, $"/incoming_shares?own_connection_id={bobsSide}")).Should().BeEmpty();
        (await IdsAsync(alice, $"/incoming_shares?share_ids={fromBob},{fromCarlos},none")).Should().Equal(fromCarlos, fromBob);
        (await IdsAsync(alice, $"/incoming_shares?share_ids={fromCarlos}")).Should().Equal(fromCarlos);
    }

    [Fact]
    public async Task Outgoing_shares_are_those_the_caller_made_filtered_by_item_and_connection()
    {
        var people = await _story.UsersInAChainAsync(3);
        var (alice, bob, carlos) = (people[0], people[1], people[2]);
        var item = await Story.ItemAsync(alice, "plate");
        var first = await Story.ShareAsync(alice, item, bob, share => share["onsharing_permitted"] = true);
        var second = await ShareAsync(alice, bob, false);
        var onShare = await Story.ShareOnAsync(bob, first, carlos);
        var copy = await Story.CopyAsync(bob, first);

        (await IdsAsync(alice, "/outgoing_shares")).Should().Equal(second, first);
        (await IdsAsync(alice, $"/outgoing_shares?item_ids={item.Id}")).Should().Equal(first);
        (await IdsAsync(bob, $"/outgoing_shares?item_ids={copy.Id}&item_ids={item.Id}")).Should().Equal(onShare);
        (await IdsAsync(bob, $"/outgoing_shares?own_connection_id={await ConnectionAsync(bob, carlos)}")).Should().Equal(onShare);
        (await IdsAsync(bob, $"/outgoing_shares?own_connection_id={await ConnectionAsync(bob, alice)}")).Should().BeEmpty();
    }

    [Fact, Rule("generations")]
    public async Task Shares_come_in_pages_and_with_the_meta_of_either_generation()
    {
        var people = await _story.UsersInAChainAsync(2);
        var (alice, bob) = (people[0], people[1]);
        var made = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            made.Insert(0, await ShareAsync(alice, bob, false));
        }

        var first = (await bob.Vault.GetAsync("/incoming_shares?per_page=2")).Should(200);
        var second = (await bob.Vault.GetAsync($"/incoming_shares?per_page=2&next_page_after={first["next_page_after"]}")).Should(200);
        var old = (await bob.Vault.From2020().GetAsync("/incoming_shares")).Should(200);

        first["shares"]!.AsArray().Concat(second["shares"]!.AsArray()).Select(share => share!["id"]!.GetValue<string>()).Should().Equal(made);
        second["next_page_after"].Should().BeNull();
        first["meta"]!.GetValueKind().Should().Be(JsonValueKind.Object);
        old["meta"]!.GetValueKind().Should().Be(JsonValueKind.Array);
        old["shares"]![0]!["sharing_mode"]!.GetValue<string>().Should().Be("owner");
    }

    [Fact, Rule("11")]
    public async Task Items_are_found_by_whom_they_are_shared_with()
    {
        var people = await _story.UsersConnectedToTheFirstAsync(3);
        var (alice, bob, carlos) = (people[0], people[1], people[2]);
        var item = await Story.ItemAsync(alice, "plate");
        await Story.ItemAsync(alice, "plate");
        await Story.ShareAsync(alice, item, bob);

        var shared = (await alice.Vault.GetAsync($"/items?shared_with={bob.Id}")).Should(200)["items"]!.AsArray();

        shared.Should().ContainSingle().Which!["id"]!.GetValue<string>().Should().Be(item.Id);
        (await alice.Vault.GetAsync($"/items?shared_with={carlos.Id}")).Should(200)["items"]!.AsArray().Should().BeEmpty();
    }

    private static async Task<string> ShareAsync(TestUser owner, TestUser recipient, bool asks) =>
        await Story.ShareAsync(owner, await Story.ItemAsync(owner, "plate"), recipient, share =>
            share["acceptance_required"] = asks ? "acceptance_required" : "acceptance_not_required");

    private static async Task<IEnumerable<string>> IdsAsync(TestUser user, string path) =>
        (await user.Vault.GetAsync(path)).Should(200)["shares"]!.AsArray().Select(share => share!["id"]!.GetValue<string>());

    private static async Task<string> ConnectionAsync(TestUser user, TestUser other) =>
        (await user.Vault.GetAsync("/connections")).Should(200)["connections"]!.AsArray()
            .Single(connection => connection!["the_other_user"]!["user_id"]!.GetValue<string>() == other.Id)!["own"]!["id"]!.GetValue<string>();
}
