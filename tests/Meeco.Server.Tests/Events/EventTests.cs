using System.Text.Json.Nodes;
using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Events;

public sealed class EventTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Rule("79", "events")]
    public async Task What_a_user_does_to_his_items_stands_in_his_feed_newest_first()
    {
        var alice = await _story.UserAsync();
        var item = await Story.ItemAsync(alice, "plate", "vin");
        await Story.UpdateAsync(alice, item);
        (await alice.Vault.DeleteAsync($"/slots/{item.Slots["vin"]}")).Should(204);
        (await alice.Vault.PutAsync($"/items/{item.Id}", new JsonObject
        {
            ["item"] = new JsonObject { ["slots_attributes"] = new JsonArray(new JsonObject { ["name"] = "plate", ["_destroy"] = true }) },
        })).Should(200);
        (await alice.Vault.DeleteAsync($"/items/{item.Id}")).Should(204);

        var feed = await FeedAsync(alice);

        Types(feed).Should().Equal("item_deleted", "slot_deleted", "item_updated", "slot_deleted", "item_updated", "item_created");
        feed.Should().AllSatisfy(one =>
        {
            Text(one, "item_id").Should().Be(item.Id);
            Text(one, "item_label").Should().Be("DeLorean");
            Text(one, "actor_id").Should().Be(alice.Id);
            one["timestamp"]!.GetValue<DateTimeOffset>().Should().Be(server.Clock.GetUtcNow());
        });
        Text(feed[1], "slot_id").Should().Be(item.Slots["plate"]);
        Text(feed[3], "slot_label").Should().Be("vin");
    }

    [Fact, Rule("79", "events")]
    public async Task Sender_recipient_and_owner_are_told_of_a_share_each_by_the_ids_he_knows()
    {
        var (people, item, share) = await WaitingAsync();
        var (alice, bob, carlos) = (people[0], people[1], people[2]);
        await Story.AcceptAsync(bob, share);
        await Story.AcceptAsync(bob, share);
        var copy = await Story.CopyAsync(bob, share);
        var sent = Story.OnShareOf(copy.Only("plate"), carlos);
        sent["slot_id"] = copy.Slots["plate"];
        var onShare = Story.IdOf(await bob.Vault.PostAsync($"/items/{copy.Id}/shares", Story.Shares(sent)));
        var carlosCopy = await Story.CopyAsync(carlos, onShare);

        var alices = await FeedAsync(alice);
        var bobs = await FeedAsync(bob);
        var carloses = await FeedAsync(carlos);

        Types(alices).Should().Equal("share_created", "share_accepted", "share_created", "item_created", "connection_created", "invitation_created");
        Types(bobs).Should().StartWith(["share_created", "share_accepted", "share_created"]);
        Types(carloses).Should().Equal("share_created", "connection_created");
        alices[0].Should().Match<JsonNode>(one => Text(one, "share_id") == onShare && Text(one, "item_id") == item.Id
            && Text(one, "slot_id") == item.Slots["plate"] && Text(one, "user_id") == carlos.Id && Text(one, "actor_id") == bob.Id);
        bobs[0].Should().Match<JsonNode>(one => Text(one, "item_id") == copy.Id && Text(one, "slot_id") == copy.Slots["plate"] && Text(one, "user_id") == carlos.Id);
        carloses[0].Should().Match<JsonNode>(one => Text(one, "item_id") == carlosCopy.Id && Text(one, "slot_id") == carlosCopy.Slots["plate"]
            && Text(one, "slot_label") == "plate" && Text(one, "user_id") == bob.Id);
        alices[1].Should().Match<JsonNode>(one => Text(one, "share_id") == share && Text(one, "user_id") == bob.Id && Text(one, "actor_id") == bob.Id);
        var connection = (await alice.Vault.GetAsync("/connections"))["connections"]![0]!["own"]!;
        Text(alices[1], "connection_id").Should().Be(Text(connection, "id"));
        Text(alices[1], "encrypted_user_name").Should().Be(Text(connection, "encrypted_recipient_name"));
        alices[0]["connection_id"].Should().BeNull("Alice is not connected to Carlos");
    }

    [Fact, Rule("79", "events")]
    public async Task An_upload_a_change_and_an_end_reach_everybody_down_the_chain()
    {
        var (people, item, share) = await WaitingAsync();
        var (alice, bob, carlos) = (people[0], people[1], people[2]);
        await Story.AcceptAsync(bob, share);
        var onShare = await Story.ShareOnAsync(bob, share, carlos);
        await Story.UpdateAsync(alice, item);
        await Story.UploadAsync(alice, item);
        var end = server.Clock.GetUtcNow().AddDays(1);
        (await alice.Vault.PutAsync("/shares", OnSharingTests.Change(share, "expires_at", end))).Should(200);
        (await alice.Vault.PutAsync("/shares", OnSharingTests.Change(share, "expires_at", end))).Should(200);
        (await alice.Vault.DeleteAsync($"/items/{item.Id}")).Should(204);

        var alices = await FeedAsync(alice);
        var bobs = await FeedAsync(bob);
        var carloses = await FeedAsync(carlos);

        Types(alices).Take(7).Should().Equal(
            "share_deleted", "share_deleted", "item_deleted", "share_reconfigured", "share_reconfigured", "share_updated", "item_updated");
        Types(bobs).Take(5).Should().Equal("share_deleted", "share_deleted", "share_reconfigured", "share_reconfigured", "share_updated");
        Types(carloses).Take(4).Should().Equal("share_deleted", "share_reconfigured", "share_updated", "share_created");
        carloses.Take(4).Should().AllSatisfy(one => Text(one, "share_id").Should().Be(onShare));
        Text(carloses[0], "item_label").Should().Be("DeLorean", "it tells what is gone");
        carloses.Take(3).Should().AllSatisfy(one => Text(one, "actor_id").Should().Be(alice.Id));
    }

    [Theory, Rule("79", "events")]
    [InlineData("reject", "share_rejected")]
    [InlineData("delete", "share_deleted")]
    [InlineData("owner", "share_deleted")]
    [InlineData("give up", "share_deleted")]
    [InlineData("disconnect", "share_deleted")]
    public async Task Whoever_ends_a_share_all_its_parties_are_told_once(string how, string type)
    {
        var (people, _, share) = await WaitingAsync();
        var (alice, bob, carlos) = (people[0], people[1], people[2]);
        if (how != "reject")
        {
            await Story.AcceptAsync(bob, share);
            await Story.ShareOnAsync(bob, share, carlos);
        }

        var answer = how switch
        {
            "reject" => await bob.Vault.PutAsync($"/incoming_shares/{share}/reject", null),
            "owner" => await alice.Vault.PutAsync("/shares", OnSharingTests.Change(share, "sharing_mode", "owner")),
            "give up" => await bob.Vault.DeleteAsync($"/items/{(await Story.CopyAsync(bob, share)).Id}"),
            "disconnect" => await bob.Vault.DeleteAsync($"/connections/{await ConnectionWithAsync(bob, alice)}"),
            _ => await bob.Vault.DeleteAsync($"/shares/{share}"),
        };
        answer.Status.Should().BeOneOf(200, 204);
        if (how == "reject")
        {
            (await bob.Vault.PutAsync($"/incoming_shares/{share}/reject", null)).Should(200);
        }

        var ended = how switch { "reject" or "owner" => 1, _ => 2 };
        foreach (var (who, count) in new[] { (alice, ended), (bob, ended), (carlos, how == "reject" ? 0 : 1) })
        {
            Types(await FeedAsync(who)).Where(one => one == type).Should().HaveCount(count);
        }
    }

    [Fact, Rule("79", "events")]
    public async Task A_removed_slot_and_a_copy_under_ones_own_key_are_told_to_whom_they_concern()
    {
        var (people, item, share) = await WaitingAsync();
        var (alice, bob) = (people[0], people[1]);
        await Story.AcceptAsync(bob, share);
        var copy = await Story.CopyAsync(bob, share);
        (await bob.Vault.PostAsync($"/items/{copy.Id}/encrypt", new JsonObject
        {
            ["slots"] = new JsonArray(
            [
                .. copy.Slots.Select(slot => new JsonObject
                {
                    ["id"] = slot.Value,
                    ["encrypted_value"] = TestCryppo.Aes("mine"),
                    ["encrypted_value_verification_key"] = TestCryppo.Aes("key"),
                }),
            ]),
        })).Should(200);
        (await alice.Vault.DeleteAsync($"/slots/{item.Slots["vin"]}")).Should(204);

        var bobs = await FeedAsync(bob);

        Types(bobs).Take(2).Should().Equal("share_updated", "item_encrypted");
        Text(bobs[1], "item_id").Should().Be(copy.Id);
        Types(await FeedAsync(alice)).Should().StartWith(["slot_deleted"]).And.NotContain("item_encrypted");
    }

    [Fact, Rule("79", "events")]
    public async Task Both_are_told_of_their_connection_and_the_sender_of_his_invitations()
    {
        var alice = await _story.UserAsync();
        var bob = await _story.UserAsync();
        await Story.ConnectAsync(alice, bob);
        await Story.ConnectAsync(alice, bob);
        var invitation = (await alice.Vault.PostAsync("/invitations", Story.InvitationRequest(alice))).Should(200)["invitation"]!;
        (await alice.Vault.DeleteAsync($"/invitations/{Text(invitation, "id")}")).Should(204);
        (await alice.Vault.DeleteAsync($"/invitations/{Text(invitation, "id")}")).Should(204);
        var (alices, bobs) = (await ConnectionWithAsync(alice, bob), await ConnectionWithAsync(bob, alice));
        (await bob.Vault.DeleteAsync($"/connections/{bobs}")).Should(204);

        var feed = await FeedAsync(alice);

        Types(feed).Where(type => type.StartsWith("connection", StringComparison.Ordinal)).Should().Equal("connection_deleted", "connection_created");
        Types(feed).Where(type => type == "invitation_cancelled").Should().ContainSingle();
        feed.Where(one => Text(one, "event_type") == "invitation_cancelled").Should().AllSatisfy(one =>
            Text(one, "invitation_id").Should().Be(Text(invitation, "id")));
        feed.Where(one => Text(one, "event_type") == "connection_deleted").Should().AllSatisfy(one =>
        {
            Text(one, "connection_id").Should().Be(alices);
            Text(one, "user_id").Should().Be(bob.Id);
            Text(one, "actor_id").Should().Be(bob.Id);
        });
        var others = await FeedAsync(bob);
        Types(others).Should().Equal("connection_deleted", "connection_created");
        others.Should().AllSatisfy(one => Text(one, "connection_id").Should().Be(bobs));
    }

    [Fact, Rule("79", "events")]
    public async Task Sessions_that_begin_go_on_and_end_are_told_with_their_ids()
    {
        var user = await _story.UserAsync();
        var other = await server.NewSessionAsync(user);
        (await user.Vault.PostAsync("/session/limited_in_time", new JsonObject { ["valid_for_seconds"] = 60 })).Should(200);
        var resumed = (await other.Vault.PatchAsync("/session/resume", null)).Should(200);
        (await user.Vault.DeleteAsync("/session/all?except_current=true")).Should(204);

        var feed = await FeedAsync(user);

        Types(feed).Should().Equal("session_ended", "session_ended", "session_resumed", "session_started");
        var session = Text(resumed["user_access_token"]!, "id");
        Text(feed[2], "session_id").Should().Be(session);
        feed.Take(2).Select(one => Text(one, "session_id")).Should().BeEquivalentTo(session, Text(feed[3], "session_id"));
        feed.Should().AllSatisfy(one => Text(one, "actor_id").Should().Be(user.Id));
    }

    [Fact, Rule("79", "events")]
    public async Task Who_acts_for_a_user_is_told_to_him_and_to_nobody_else()
    {
        var (alice, dave, bob) = (await _story.UserAsync(), await _story.UserAsync(), await _story.UserAsync());
        await using (var scope = server.Scope())
        {
            var log = scope.ServiceProvider.GetRequiredService<EventLog>();
            await scope.ServiceProvider.GetRequiredService<Transactions>().WriteAsync(
                _ =>
                {
                    var delegated = new VaultCaller(alice.Key, 1) { ActorKey = dave.Key };
                    log.Note(delegated, "share_created", new EventSubject { OtherUserKey = bob.Key });
                    log.Tell(bob.Key, delegated, "share_created", new EventSubject { OtherUserKey = alice.Key });
                    return Task.CompletedTask;
                },
                Cancel);
        }

        Text((await FeedAsync(alice)).Single(), "actor_id").Should().Be(dave.Id);
        Text((await FeedAsync(bob)).Single(), "actor_id").Should().Be(alice.Id);
        (await FeedAsync(dave)).Should().BeEmpty();
    }

    [Fact, Rule("79", "events")]
    public async Task No_event_holds_a_value_a_key_terms_or_a_name_in_clear()
    {
        var (people, item, share) = await WaitingAsync();
        await Story.AcceptAsync(people[1], share);
        await Story.ShareOnAsync(people[1], share, people[2], sent => sent["terms"] = "Secret terms");
        await Story.UpdateAsync(people[0], item);
        await Story.UploadAsync(people[0], item);

        foreach (var who in people)
        {
            var text = (await who.Vault.GetAsync("/event_feed")).Should(200).Text;

            text.Should().NotContain("terms").And.NotContain("Rsa4096").And.NotContain("BEGIN").And.NotContain(TestCryppo.Hash("plate v1"));
            foreach (var one in await FeedAsync(who))
            {
                one["encrypted_user_name"]?.GetValue<string>().Should().BeOneOf(TestCryppo.Aes("the other"), TestCryppo.Aes("the one who invited"));
                one.AsObject().Select(member => member.Key).Should().BeEquivalentTo(
                    "id", "timestamp", "event_type", "item_id", "item_label", "slot_id", "slot_label", "share_id", "connection_id", "invitation_id",
                    "user_id", "encrypted_user_name", "attachment_id", "attachment_label", "actor_id", "session_id");
            }
        }
    }

    [Fact, Rule("79", "events")]
    public async Task What_is_refused_is_not_told()
    {
        var (people, item, share) = await WaitingAsync();
        var before = (await people[0].Vault.GetAsync("/event_feed")).Text;

        (await people[0].Vault.PatchAsync("/shares", new JsonObject
        {
            ["item_to_share_id"] = item.Id,
            ["shares_to_create"] = new JsonArray(Story.ShareOf(item, people[1])),
            ["shares_to_delete"] = new JsonArray(share, "nothing"),
        })).ShouldRefuse(404, "not_found");

        (await people[0].Vault.GetAsync("/event_feed")).Text.Should().Be(before);
    }

    [Theory, Rule("79", "generations")]
    [InlineData("/event_feed", "events")]
    [InlineData("/activities", "activities")]
    public async Task Feeds_come_in_pages_and_with_the_meta_of_either_generation(string path, string list)
    {
        var alice = await _story.UserAsync();
        for (var number = 0; number < 3; number++)
        {
            await Story.ItemAsync(alice, "plate");
        }

        var whole = (await alice.Vault.GetAsync(path)).Should(200);
        var first = (await alice.Vault.GetAsync($"{path}?per_page=2")).Should(200);
        var second = (await alice.Vault.GetAsync($"{path}?per_page=2&next_page_after={Text(first.Json, "next_page_after")}")).Should(200);

        whole["next_page_after"].Should().BeNull();
        first["meta"]!["next_page_exists"]!.GetValue<bool>().Should().BeTrue();
        second["next_page_after"].Should().BeNull();
        first[list]!.AsArray().Concat(second[list]!.AsArray()).Select(one => one!.ToJsonString())
            .Should().Equal(whole[list]!.AsArray().Select(one => one!.ToJsonString()));
        (await alice.Vault.From2020().GetAsync(path))["meta"]!.AsArray().Should().ContainSingle();
    }

    [Fact, Rule("79", "events")]
    public async Task Events_are_forgotten_after_their_lifetime_and_swept_away()
    {
        await using var own = MeecoServer.With(("EventLifetime", "10.00:00:00"));
        var alice = await own.NewUserAsync();
        var bob = await own.NewUserAsync();
        for (var number = 0; number < 3; number++)
        {
            await Story.ItemAsync(alice);
        }

        own.Clock.Advance(TimeSpan.FromDays(10));
        (await FeedAsync(alice)).Should().BeEmpty();
        await Story.ItemAsync(bob);
        await own.SweepAsync();

        (await CountAsync(own)).Should().Be(1);
        (await FeedAsync(bob)).Should().ContainSingle();
    }

    private static async Task<int> CountAsync(MeecoServer server)
    {
        await using var scope = server.Scope();
        return await scope.ServiceProvider.GetRequiredService<MeecoDb>().Events.CountAsync(Cancel);
    }

    private static async Task<string> ConnectionWithAsync(TestUser user, TestUser other) =>
        (await user.Vault.GetAsync("/connections")).Should(200)["connections"]!.AsArray()
            .Where(connection => Text(connection!["the_other_user"]!, "user_id") == other.Id)
            .Select(connection => Text(connection!["own"]!, "id")!).Single();

    private static async Task<IReadOnlyList<JsonNode>> FeedAsync(TestUser user) =>
        [.. (await user.Vault.GetAsync("/event_feed")).Should(200)["events"]!.AsArray().Select(one => one!)];

    private static IEnumerable<string> Types(IEnumerable<JsonNode> feed) => feed.Select(one => Text(one, "event_type")!);

    private static string? Text(JsonNode node, string member) => node[member]?.GetValue<string>();

    /// <summary>Alice shared an item with Bob, who may share it on to Carlos once he accepts.</summary>
    private async Task<(TestUser[] People, TestItem Item, string Share)> WaitingAsync()
    {
        var people = await _story.UsersInAChainAsync(3);
        var item = await Story.ItemAsync(people[0], "plate", "vin");
        var share = await Story.ShareAsync(people[0], item, people[1], sent =>
        {
            sent["sharing_mode"] = "anyone";
            sent["terms"] = "Secret terms";
            sent["acceptance_required"] = "acceptance_required";
        });
        return (people, item, share);
    }
}
