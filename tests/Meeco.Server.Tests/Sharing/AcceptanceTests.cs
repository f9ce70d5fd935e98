using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Sharing;

public sealed class AcceptanceTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    [Fact, Rule("22", "24", "before-acceptance")]
    public async Task Nothing_of_the_values_leaves_through_any_door_before_acceptance()
    {
        var (_, bob, share) = await SharedWithTermsAsync();

        await ShouldBeWithheldAsync(bob, share);
    }

    [Fact, Rule("22", "24", "25", "before-acceptance")]
    public async Task After_acceptance_every_door_is_open()
    {
        var (_, bob, share) = await SharedWithTermsAsync();

        var accepted = (await bob.Vault.PutAsync($"/incoming_shares/{share}/accept", null)).Should(200)["share"]!;

        accepted["acceptance_required"]!.GetValue<string>().Should().Be("accepted");
        accepted["encrypted_dek"]!.GetValue<string>().Should().StartWith("Rsa4096.");
        var copy = await Story.CopyAsync(bob, share);
        copy.Slot("plate", "encrypted_value").Should().Be(TestCryppo.Aes($"plate v1 for {bob.Id}"));
        (await bob.Vault.GetAsync($"/slots/{copy.Slots["plate"]}")).Should(200);
        (await bob.Vault.GetAsync("/items")).Should(200)["slots"]!.AsArray().Should().ContainSingle();
    }

    [Fact, Rule("before-acceptance")]
    public async Task After_expiry_every_door_is_closed_again()
    {
        var (_, bob, share) = await SharedWithTermsAsync(share => share["expires_at"] = server.Clock.GetUtcNow().AddHours(1));
        await Story.AcceptAsync(bob, share);
        (await Story.CopyAsync(bob, share)).Slots.Should().ContainSingle();

        server.Clock.Advance(TimeSpan.FromHours(2));

        await ShouldBeWithheldAsync(bob, share);
    }

    [Fact, Rule("before-acceptance", "rejecting")]
    public async Task After_rejection_the_item_is_gone_for_its_recipient_and_rejected_for_its_sender()
    {
        var (alice, bob, share) = await SharedWithTermsAsync();
        var copy = await Story.CopyAsync(bob, share);
        var slotId = copy.Answer["item"]!["slot_ids"]![0]!.GetValue<string>();

        var rejected = (await bob.Vault.PutAsync($"/incoming_shares/{share}/reject", null)).Should(200)["share"]!;

        rejected["acceptance_required"]!.GetValue<string>().Should().Be("rejected");
        rejected["encrypted_dek"].Should().BeNull();
        (await bob.Vault.GetAsync("/items"))["items"]!.AsArray().Should().BeEmpty();
        (await bob.Vault.GetAsync($"/items/{copy.Id}")).ShouldRefuse(404, "not_found");
        (await bob.Vault.GetAsync($"/slots/{slotId}")).ShouldRefuse(404, "not_found");
        (await bob.Vault.GetAsync($"/incoming_shares/{share}/item")).ShouldRefuse(404, "not_found");
        (await bob.Vault.GetAsync($"/incoming_shares/{share}"))["share"]!["encrypted_dek"].Should().BeNull();
        (await alice.Vault.GetAsync($"/outgoing_shares/{share}"))["share"]!["acceptance_required"]!.GetValue<string>().Should().Be("rejected");
    }

    [Fact, Rule("24")]
    public async Task The_sender_goes_on_seeing_the_key_and_the_recipient_the_terms()
    {
        var (alice, bob, share) = await SharedWithTermsAsync();

        (await alice.Vault.GetAsync($"/outgoing_shares/{share}"))["share"]!["encrypted_dek"]!.GetValue<string>().Should().StartWith("Rsa4096.");
        (await bob.Vault.GetAsync($"/incoming_shares/{share}"))["share"]!["terms"]!.GetValue<string>().Should().Be("Do not tell the police");
    }

    [Fact, Rule("25", "rejecting")]
    public async Task Accepting_what_is_accepted_or_asks_for_nothing_changes_nothing()
    {
        var (alice, bob, asking) = await SharedWithTermsAsync();
        var free = await Story.ShareAsync(alice, await Story.ItemAsync(alice, "plate"), bob);
        await Story.AcceptAsync(bob, asking);

        (await AcceptAsync(bob, asking)).Should(200)["share"]!["acceptance_required"]!.GetValue<string>().Should().Be("accepted");
        (await AcceptAsync(bob, free)).Should(200)["share"]!["acceptance_required"]!.GetValue<string>().Should().Be("acceptance_not_required");
    }

    [Fact, Rule("rejecting")]
    public async Task What_was_rejected_is_not_accepted_and_rejecting_again_changes_nothing()
    {
        var (_, bob, share) = await SharedWithTermsAsync();
        (await RejectAsync(bob, share)).Should(200);

        (await AcceptAsync(bob, share)).ShouldRefuse(409, "share_rejected");
        (await RejectAsync(bob, share)).Should(200)["share"]!["acceptance_required"]!.GetValue<string>().Should().Be("rejected");
    }

    [Fact, Rule("rejecting")]
    public async Task Only_a_share_that_waits_for_acceptance_is_rejected()
    {
        var (alice, bob, asking) = await SharedWithTermsAsync();
        var free = await Story.ShareAsync(alice, await Story.ItemAsync(alice, "plate"), bob);
        await Story.AcceptAsync(bob, asking);

        (await RejectAsync(bob, asking)).ShouldRefuse(409, "share_not_rejectable");
        (await RejectAsync(bob, free)).ShouldRefuse(409, "share_not_rejectable");
        (await bob.Vault.GetAsync("/items"))["items"]!.AsArray().Should().HaveCount(2);
    }

    [Fact, Rule("rejecting")]
    public async Task A_share_that_is_over_is_not_accepted()
    {
        var (_, bob, share) = await SharedWithTermsAsync(share => share["expires_at"] = server.Clock.GetUtcNow().AddHours(1));
        server.Clock.Advance(TimeSpan.FromHours(2));

        (await AcceptAsync(bob, share)).ShouldRefuse(409, "share_expired");
        await ShouldBeWithheldAsync(bob, share);
    }

    [Fact, Rule("25")]
    public async Task Only_the_recipient_answers()
    {
        var (alice, bob, share) = await SharedWithTermsAsync();

        (await AcceptAsync(alice, share)).ShouldRefuse(404, "not_found");
        (await RejectAsync(alice, share)).ShouldRefuse(404, "not_found");
        (await bob.Vault.GetAsync($"/incoming_shares/{share}"))["share"]!["acceptance_required"]!.GetValue<string>().Should().Be("acceptance_required");
    }

    [Fact, Rule("11", "before-acceptance")]
    public async Task Filters_tell_no_more_of_an_unaccepted_item_than_the_plain_listing()
    {
        var (alice, bob, share) = await SharedWithTermsAsync();
        var copy = await Story.CopyAsync(bob, share);

        foreach (var query in new[] { "own=false", $"owner_id={alice.Id}", $"item_ids={copy.Id}", "name=delorean" })
        {
            var listed = (await bob.Vault.GetAsync($"/items?{query}")).Should(200);
            listed["items"]!.AsArray().Should().ContainSingle(query);
            listed["slots"]!.AsArray().Should().BeEmpty(query);
            listed.Text.Should().NotContain("Aes256Gcm.", query);
        }
    }

    private static async Task ShouldBeWithheldAsync(TestUser bob, string share)
    {
        var listed = (await bob.Vault.GetAsync("/items")).Should(200);
        var incoming = (await bob.Vault.GetAsync($"/incoming_shares/{share}/item")).Should(200);
        var itemId = incoming["item"]!["id"]!.GetValue<string>();
        var item = (await bob.Vault.GetAsync($"/items/{itemId}")).Should(200);
        var slotId = incoming["item"]!["slot_ids"]!.AsArray().Should().ContainSingle().Which!.GetValue<string>();

        listed["items"]!.AsArray().Should().ContainSingle().Which!["slot_ids"]!.AsArray().Should().ContainSingle();
        foreach (var answer in new[] { listed, incoming, item })
        {
            answer["slots"]!.AsArray().Should().BeEmpty();
            answer["attachments"]!.AsArray().Should().BeEmpty();
        }

        (await bob.Vault.GetAsync($"/slots/{slotId}")).ShouldRefuse(404, "not_found");
        var shares = (await bob.Vault.GetAsync("/incoming_shares")).Should(200);
        var one = (await bob.Vault.GetAsync($"/incoming_shares/{share}")).Should(200);
        one["share"]!["encrypted_dek"].Should().BeNull();
        foreach (var answer in new[] { listed, incoming, item, shares, one })
        {
            answer.Text.Should().NotContain("Aes256Gcm.").And.NotContain("Rsa4096.").And.NotContain(TestCryppo.Hash("plate v1"));
        }
    }

    private static Task<TestAnswer> AcceptAsync(TestUser user, string share) => user.Vault.PutAsync($"/incoming_shares/{share}/accept", null);

    private static Task<TestAnswer> RejectAsync(TestUser user, string share) => user.Vault.PutAsync($"/incoming_shares/{share}/reject", null);

    private async Task<(TestUser Alice, TestUser Bob, string ShareId)> SharedWithTermsAsync(Action<JsonObject>? change = null)
    {
        var people = await _story.UsersInAChainAsync(2);
        var (alice, bob) = (people[0], people[1]);
        var item = await Story.ItemAsync(alice, "plate");
        var share = await Story.ShareAsync(alice, item, bob, share =>
        {
            share["terms"] = "Do not tell the police";
            share["acceptance_required"] = "acceptance_required";
            change?.Invoke(share);
        });
        return (alice, bob, share);
    }
}
