using System.Text.Json;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;

namespace Meeco.Server.Tests.Connections;

public sealed class ConnectionTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    [Fact, Rule("12", "13", "15", "generations")]
    public async Task Taking_up_an_invitation_makes_both_sides_with_their_keys_byte_for_byte()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var token = await Story.InviteAsync(alice);

        var made = (await bob.Vault.PostAsync("/connections", Story.ConnectionRequest(bob, token))).Should(200);
        var seenByAlice = (await alice.Vault.GetAsync("/connections")).Should(200)["connections"]![0]!;

        made["connection_existed_already"]!.GetValue<bool>().Should().BeFalse();
        made["created_shares_report"]!.AsArray().Should().BeEmpty();
        var seenByBob = made["connection"]!;
        seenByBob["own"]!["user_public_key"]!.GetValue<string>().Should().Be(bob.PublicKey);
        seenByBob["the_other_user"]!["user_public_key"]!.GetValue<string>().Should().Be(alice.PublicKey);
        seenByBob["the_other_user"]!["user_id"]!.GetValue<string>().Should().Be(alice.Id);
        seenByAlice["the_other_user"]!["user_public_key"]!.GetValue<string>().Should().Be(bob.PublicKey);
        seenByAlice["the_other_user"]!["user_keypair_external_id"]!.GetValue<string>().Should().Be($"pair of {bob.Id}");
        seenByAlice["the_other_user"]!["id"]!.GetValue<string>().Should().Be(seenByBob["own"]!["id"]!.GetValue<string>());
        seenByAlice["own"]!["encrypted_recipient_name"]!.GetValue<string>().Should().Be(TestCryppo.Aes("the other"));
        seenByAlice.ToJsonString().Should().NotContain(TestCryppo.Aes("the one who invited"), "that name is Bob's own");
    }

    [Fact]
    public async Task A_connection_is_read_under_the_id_of_ones_own_side()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var connection = await Story.ConnectAsync(alice, bob);
        var own = connection["own"]!["id"]!.GetValue<string>();
        var other = connection["the_other_user"]!["id"]!.GetValue<string>();

        (await bob.Vault.GetAsync($"/connections/{own}")).Should(200)["connection"]!["own"]!["id"]!.GetValue<string>().Should().Be(own);
        (await bob.Vault.GetAsync($"/connections/{other}")).ShouldRefuse(404, "not_found");
    }

    [Fact, Rule("16")]
    public async Task A_second_invitation_between_two_users_gives_the_connection_they_have()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var first = await Story.ConnectAsync(alice, bob);

        var second = (await alice.Vault.PostAsync("/connections", Story.ConnectionRequest(alice, await Story.InviteAsync(bob)))).Should(200);

        second["connection_existed_already"]!.GetValue<bool>().Should().BeTrue();
        second["connection"]!["the_other_user"]!["id"]!.GetValue<string>().Should().Be(first["own"]!["id"]!.GetValue<string>());
        (await alice.Vault.GetAsync("/connections"))["connections"]!.AsArray().Should().ContainSingle();
    }

    [Fact, Rule("16")]
    public async Task Repeating_a_lost_answer_gives_the_connection_again()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var request = Story.ConnectionRequest(bob, await Story.InviteAsync(alice));
        var first = (await bob.Vault.PostAsync("/connections", request.DeepClone())).Should(200);

        var second = (await bob.Vault.PostAsync("/connections", request)).Should(200);

        second["connection_existed_already"]!.GetValue<bool>().Should().BeTrue();
        second["connection"]!["own"]!["id"]!.GetValue<string>().Should().Be(first["connection"]!["own"]!["id"]!.GetValue<string>());
    }

    [Fact, Rule("12")]
    public async Task An_invitation_makes_one_connection_only()
    {
        var (alice, bob, carlos) = (await _story.UserAsync(), await _story.UserAsync(), await _story.UserAsync());
        var token = await Story.InviteAsync(alice);
        (await bob.Vault.PostAsync("/connections", Story.ConnectionRequest(bob, token))).Should(200);

        (await carlos.Vault.PostAsync("/connections", Story.ConnectionRequest(carlos, token))).ShouldRefuse(404, "invitation_not_usable");
        (await carlos.Vault.GetAsync("/connections"))["connections"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task An_invitation_that_is_unknown_expired_or_ones_own_connects_nobody()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var token = await Story.InviteAsync(alice);

        (await bob.Vault.PostAsync("/connections", Story.ConnectionRequest(bob, "unknown"))).ShouldRefuse(404, "invitation_not_usable");
        (await alice.Vault.PostAsync("/connections", Story.ConnectionRequest(alice, token))).ShouldRefuse(422, "recipient_not_allowed");
        server.Clock.Advance(TimeSpan.FromDays(31));
        (await bob.Vault.PostAsync("/connections", Story.ConnectionRequest(bob, token))).ShouldRefuse(404, "invitation_not_usable");
    }

    [Fact, Rule("13", "69")]
    public async Task A_side_without_a_key_or_with_a_plain_name_connects_nobody()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var token = await Story.InviteAsync(alice);
        var withoutKey = Story.ConnectionRequest(bob, token);
        withoutKey.Remove("public_key");
        var withName = Story.ConnectionRequest(bob, token);
        withName["connection"]!["encrypted_recipient_name"] = "Alice";

        (await bob.Vault.PostAsync("/connections", withoutKey)).ShouldRefuse(422, "validation_failed");
        (await bob.Vault.PostAsync("/connections", withName)).ShouldRefuse(422, "invalid_cryppo");
        (await alice.Vault.GetAsync($"/invitations/{token}"))["invitation"]!["state"]!.GetValue<string>().Should().Be("new");
    }

    [Fact, Rule("generations", "lists")]
    public async Task Connections_are_listed_newest_first_in_pages_for_both_generations()
    {
        var alice = await _story.UserAsync();
        var others = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            var other = await _story.UserAsync();
            await Story.ConnectAsync(alice, other);
            others.Insert(0, other.Id);
        }

        var first = (await alice.Vault.GetAsync("/connections?per_page=2")).Should(200);
        var second = (await alice.Vault.GetAsync($"/connections?per_page=2&next_page_after={first["next_page_after"]}")).Should(200);
        var old = (await alice.Vault.From2020().GetAsync("/connections")).Should(200);

        first["connections"]!.AsArray().Concat(second["connections"]!.AsArray())
            .Select(connection => connection!["the_other_user"]!["user_id"]!.GetValue<string>())
            .Should().Equal(others);
        second["next_page_after"].Should().BeNull();
        first["meta"]!["order_by"]!.GetValue<string>().Should().Be("connections.created_at");
        old["meta"]!.GetValueKind().Should().Be(JsonValueKind.Array);
        (await alice.Vault.GetAsync("/connections?next_page_after=5")).Should(200)["connections"]!.AsArray().Should().HaveCount(3);
    }

    [Fact, Rule("lists")]
    public async Task Connections_are_listed_by_page_number_too()
    {
        var alice = await _story.UserAsync();
        for (var number = 0; number < 3; number++)
        {
            await Story.ConnectAsync(alice, await _story.UserAsync());
        }

        var second = (await alice.Vault.GetAsync("/connections?per_page=2&page=2")).Should(200);

        second["connections"]!.AsArray().Should().ContainSingle();
        second["next_page_after"].Should().BeNull();
        second["meta"]!["page"]!.GetValue<int>().Should().Be(2);
        second["meta"]!["page_count"]!.GetValue<int>().Should().Be(2);
        second["meta"]!["records_count"]!.GetValue<long>().Should().Be(3);
        (await alice.Vault.GetAsync("/connections?page=9")).Should(200)["connections"]!.AsArray().Should().BeEmpty();
        (await alice.Vault.GetAsync("/connections?page=0")).ShouldRefuse(400, "bad_request");
    }

    [Fact, Rule("12", "ending")]
    public async Task Either_side_ends_a_connection_with_the_shares_over_it_and_those_under_them()
    {
        var people = await _story.UsersInAChainAsync(3);
        var (alice, bob, carlos) = (people[0], people[1], people[2]);
        var item = await Story.ItemAsync(alice, "plate");
        var share = await Story.ShareAsync(alice, item, bob, share => share["onsharing_permitted"] = true);
        var onShare = await Story.ShareOnAsync(bob, share, carlos);
        var connection = (await bob.Vault.GetAsync("/connections?order=asc"))["connections"]![0]!["own"]!["id"]!.GetValue<string>();

        (await bob.Vault.DeleteAsync($"/connections/{connection}")).Should(204);

        (await alice.Vault.GetAsync("/connections"))["connections"]!.AsArray().Should().BeEmpty();
        (await bob.Vault.GetAsync("/connections"))["connections"]!.AsArray().Should().ContainSingle("Carlos is still there");
        (await bob.Vault.GetAsync($"/incoming_shares/{share}")).ShouldRefuse(404, "not_found");
        (await carlos.Vault.GetAsync($"/incoming_shares/{onShare}")).ShouldRefuse(404, "not_found");
        (await carlos.Vault.GetAsync("/items"))["items"]!.AsArray().Should().BeEmpty();
    }
}
