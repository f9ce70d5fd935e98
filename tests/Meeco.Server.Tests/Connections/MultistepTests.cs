using System.Text.Json.Nodes;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Connections;

public sealed class MultistepTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly Story _story = new(server);

    [Fact, Rule("15", "17")]
    public async Task An_accepted_invitation_connects_nobody_until_its_sender_confirms()
    {
        var (alice, bob, id, token) = await SceneAsync();

        var accepted = (await Invited.AcceptAsync(bob, token)).Should(200);
        (await Invited.ConnectionsAsync(bob)).Should().Be(0);
        var seenByAlice = (await alice.Vault.GetAsync($"/invitations/{id}")).Should(200);
        var confirmed = (await Invited.ConfirmAsync(alice, id, new JsonObject { ["encrypted_recipient_name"] = TestCryppo.Aes("Bob") })).Should(200);

        accepted["connection"].Should().BeNull();
        accepted["connection_existed_already"]!.GetValue<bool>().Should().BeFalse();
        accepted["invitation"]!["state"]!.GetValue<string>().Should().Be("accepted");
        accepted["invitation"]!["id"].Should().BeNull("he is not its sender");
        seenByAlice["recipient_public_key"]!.GetValue<string>().Should().Be(bob.PublicKey);
        seenByAlice["invitation"]!["invited_user_id"]!.GetValue<string>().Should().Be(bob.Id);
        seenByAlice["invitation"]!["recipient_to_sender_data"]!["greeting"]!.GetValue<string>().Should().Be("hello");
        seenByAlice["invitation"]!["multistep_workflow"]!.GetValue<bool>().Should().BeTrue();
        confirmed["invitation"]!["state"]!.GetValue<string>().Should().Be("connected");
        confirmed["connection"]!["own"]!["encrypted_recipient_name"]!.GetValue<string>().Should().Be(TestCryppo.Aes("Bob"));
        confirmed["connection"]!["the_other_user"]!["user_public_key"]!.GetValue<string>().Should().Be(bob.PublicKey);
        var ofBob = (await bob.Vault.GetAsync("/connections")).Should(200)["connections"]!.AsArray().Single()!;
        ofBob["own"]!["encrypted_recipient_name"]!.GetValue<string>().Should().Be(TestCryppo.Aes("the one who invited"));
        ofBob["own"]!["user_keypair_external_id"]!.GetValue<string>().Should().Be($"pair of {bob.Id}");
        ofBob["the_other_user"]!["user_public_key"]!.GetValue<string>().Should().Be(alice.PublicKey);
    }

    [Fact, Rule("15")]
    public async Task The_name_of_the_invited_user_reaches_the_sender_where_he_gave_none()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var (id, token) = await Invited.MakeAsync(alice, multistep: true, request => request["invitation"]!.AsObject().Remove("encrypted_recipient_name"));
        (await Invited.AcceptAsync(bob, token)).Should(200);

        (await alice.Vault.GetAsync($"/invitations/{id}"))["invitation"]!["encrypted_recipient_name"]!.GetValue<string>()
            .Should().Be(TestCryppo.Rsa($"I am {bob.Id}"));
        (await bob.Vault.GetAsync($"/invitations/{token}"))["invitation"]!["encrypted_recipient_name"].Should().BeNull();
        (await Invited.ConfirmAsync(alice, id)).Should(200)["connection"]!["own"]!["encrypted_recipient_name"]
            .Should().BeNull("a name under a public key is none that his DEK opens");
    }

    [Fact, Rule("15")]
    public async Task Each_workflow_refuses_the_calls_of_the_other_and_changes_nothing()
    {
        var (alice, bob, id, token) = await SceneAsync();
        var simple = await Invited.MakeAsync(alice, multistep: false);

        (await Invited.ConnectAsync(bob, token)).ShouldRefuse(422, "invitation_workflow");
        (await Invited.AcceptAsync(bob, simple.Token)).ShouldRefuse(422, "invitation_workflow");
        (await Invited.ConfirmAsync(alice, simple.Id)).ShouldRefuse(422, "invitation_workflow");

        (await Invited.StateAsync(alice, id)).Should().Be("new");
        (await Invited.StateAsync(alice, simple.Id)).Should().Be("new");
        (await Invited.ConnectionsAsync(bob)).Should().Be(0);
    }

    [Theory, Rule("15")]
    [InlineData("false", null, false)]
    [InlineData("false", "\"1\"", true)]
    [InlineData("false", "true", true)]
    [InlineData("true", null, true)]
    [InlineData("true", "\"\"", true)]
    [InlineData("true", "\"false\"", false)]
    [InlineData("true", "\"0\"", false)]
    public async Task The_invitation_says_which_workflow_else_the_server_does(string setting, string? sent, bool multistep)
    {
        await using var own = MeecoServer.With(("MultistepInvitations", setting));
        var alice = await own.NewUserAsync();
        var request = Story.InvitationRequest(alice);
        request["invitation"]!["multistep_workflow"] = sent is null ? null : JsonNode.Parse(sent);

        (await alice.Vault.PostAsync("/invitations", request)).Should(200)["invitation"]!["multistep_workflow"]!.GetValue<bool>().Should().Be(multistep);
    }

    [Fact, Rule("15")]
    public async Task A_workflow_that_is_none_is_refused()
    {
        var alice = await _story.UserAsync();
        var request = Story.InvitationRequest(alice);
        request["invitation"]!["multistep_workflow"] = "perhaps";

        (await alice.Vault.PostAsync("/invitations", request)).ShouldRefuse(422, "validation_failed");
    }

    [Fact, Rule("15")]
    public async Task Only_the_sender_confirms_and_only_what_was_accepted()
    {
        var (alice, bob, id, token) = await SceneAsync();
        (await Invited.ConfirmAsync(alice, id)).ShouldRefuse(409, "invitation_not_usable");
        (await Invited.AcceptAsync(bob, token)).Should(200);

        (await Invited.ConfirmAsync(bob, token)).ShouldRefuse(404, "not_found");
        (await Invited.ConfirmAsync(await _story.UserAsync(), id)).ShouldRefuse(404, "not_found");
        (await Invited.ConfirmAsync(alice, id, new JsonObject { ["encrypted_recipient_name"] = "Bob" })).ShouldRefuse(422, "invalid_cryppo");

        (await Invited.StateAsync(alice, id)).Should().Be("accepted");
        (await Invited.ConnectionsAsync(bob)).Should().Be(0);
    }

    [Fact, Rule("15")]
    public async Task An_invitation_is_accepted_with_a_key_and_with_names_that_are_encrypted()
    {
        var (alice, bob, id, token) = await SceneAsync();
        var withoutKey = Invited.AcceptRequest(bob);
        withoutKey.Remove("public_key");
        var withPlainName = Invited.AcceptRequest(bob);
        withPlainName["invitation"]!["encrypted_sender_name"] = "Alice";
        var withNameUnderAnotherKey = Invited.AcceptRequest(bob);
        withNameUnderAnotherKey["invitation"]!["encrypted_recipient_name"] = TestCryppo.Aes("Bob");
        var withNumbers = Invited.AcceptRequest(bob);
        withNumbers["invitation"]!["recipient_to_sender_data"] = new JsonObject { ["age"] = 7 };

        (await bob.Vault.PostAsync($"/invitations/{token}/accept", withoutKey)).ShouldRefuse(422, "validation_failed");
        (await bob.Vault.PostAsync($"/invitations/{token}/accept", withPlainName)).ShouldRefuse(422, "invalid_cryppo");
        (await bob.Vault.PostAsync($"/invitations/{token}/accept", withNameUnderAnotherKey)).ShouldRefuse(422, "invalid_cryppo");
        (await bob.Vault.PostAsync($"/invitations/{token}/accept", withNumbers)).ShouldRefuse(422, "validation_failed");
        (await Invited.AcceptAsync(alice, token)).ShouldRefuse(422, "recipient_not_allowed");

        (await Invited.StateAsync(alice, id)).Should().Be("new");
    }

    [Fact, Rule("15")]
    public async Task Repeating_a_step_after_a_lost_answer_changes_nothing()
    {
        var (alice, bob, id, token) = await SceneAsync();

        (await Invited.AcceptAsync(bob, token)).Should(200);
        (await Invited.AcceptAsync(bob, token)).Should(200)["invitation"]!["state"]!.GetValue<string>().Should().Be("accepted");
        var first = (await Invited.ConfirmAsync(alice, id)).Should(200);
        var second = (await Invited.ConfirmAsync(alice, id)).Should(200);

        second["connection"]!.ToJsonString().Should().Be(first["connection"]!.ToJsonString());
        (await Invited.AcceptAsync(bob, token)).Should(200)["connection"]!["own"]!["user_id"]!.GetValue<string>().Should().Be(bob.Id);
        (await Invited.ConnectionsAsync(alice)).Should().Be(1);
    }

    [Fact, Rule("15", "17")]
    public async Task What_one_user_accepted_is_not_anothers_to_answer()
    {
        var (alice, bob, id, token) = await SceneAsync();
        var carlos = await _story.UserAsync();
        (await Invited.AcceptAsync(bob, token)).Should(200);

        (await Invited.AcceptAsync(carlos, token)).ShouldRefuse(404, "invitation_not_usable");
        (await carlos.Vault.DeleteAsync($"/invitations/{token}/reject")).ShouldRefuse(404, "invitation_not_usable");

        (await alice.Vault.GetAsync($"/invitations/{id}"))["invitation"]!["invited_user_id"]!.GetValue<string>().Should().Be(bob.Id);
    }

    [Theory, Rule("17", "invitations")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_invited_user_rejects_an_invitation_of_either_workflow_once_and_for_all(bool multistep)
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var (id, token) = await Invited.MakeAsync(alice, multistep);
        (await alice.Vault.DeleteAsync($"/invitations/{token}/reject")).ShouldRefuse(422, "recipient_not_allowed");

        (await bob.Vault.DeleteAsync($"/invitations/{token}/reject")).Should(200)["invitation"]!["state"]!.GetValue<string>().Should().Be("rejected");
        (await bob.Vault.DeleteAsync($"/invitations/{token}/reject")).Should(200);

        (await Invited.StateAsync(alice, id)).Should().Be("rejected");
        (await (multistep ? Invited.AcceptAsync(bob, token) : Invited.ConnectAsync(bob, token))).ShouldRefuse(404, "invitation_not_usable");
        (await alice.Vault.GetAsync("/invitations?state=rejected"))["invitations"]!.AsArray().Should().ContainSingle();
    }

    [Fact, Rule("15", "17", "invitations")]
    public async Task Who_accepted_may_change_his_mind_until_the_sender_confirms()
    {
        var (alice, bob, id, token) = await SceneAsync();
        (await Invited.AcceptAsync(bob, token)).Should(200);

        (await bob.Vault.DeleteAsync($"/invitations/{token}/reject")).Should(200);

        (await Invited.ConfirmAsync(alice, id)).ShouldRefuse(409, "invitation_not_usable");
        (await Invited.ConnectionsAsync(alice)).Should().Be(0);
    }

    [Fact, Rule("15", "17")]
    public async Task The_sender_cancels_what_was_accepted_and_nobody_else_does()
    {
        var (alice, bob, id, token) = await SceneAsync();
        (await Invited.AcceptAsync(bob, token)).Should(200);
        (await bob.Vault.DeleteAsync($"/invitations/{token}/cancel")).ShouldRefuse(404, "not_found");

        (await alice.Vault.DeleteAsync($"/invitations/{id}/cancel")).Should(200)["invitation"]!["state"]!.GetValue<string>().Should().Be("cancelled");
        (await alice.Vault.DeleteAsync($"/invitations/{id}/cancel")).Should(200);

        (await Invited.ConfirmAsync(alice, id)).ShouldRefuse(409, "invitation_not_usable");
        (await Invited.AcceptAsync(bob, token)).ShouldRefuse(404, "invitation_not_usable");
        (await bob.Vault.DeleteAsync($"/invitations/{token}/reject")).ShouldRefuse(404, "invitation_not_usable");
    }

    [Fact, Rule("17", "invitations")]
    public async Task After_its_end_no_door_takes_an_invitation_and_an_accepted_one_waits_for_its_sender()
    {
        await using var own = new MeecoServer();
        var (alice, bob) = (await own.NewUserAsync(), await own.NewUserAsync());
        var open = await Invited.MakeAsync(alice, multistep: true);
        var simple = await Invited.MakeAsync(alice, multistep: false);
        var accepted = await Invited.MakeAsync(alice, multistep: true);
        (await Invited.AcceptAsync(bob, accepted.Token)).Should(200);
        var item = await Story.ItemAsync(alice, "plate");
        own.Clock.Advance(TimeSpan.FromDays(31));

        (await Invited.AcceptAsync(bob, open.Token)).ShouldRefuse(404, "invitation_not_usable");
        (await Invited.ConnectAsync(bob, simple.Token)).ShouldRefuse(404, "invitation_not_usable");
        (await bob.Vault.DeleteAsync($"/invitations/{open.Token}/reject")).ShouldRefuse(404, "invitation_not_usable");
        (await Invited.PrepareAsync(alice, open.Id, Invited.IntentOf(item, multistep: true))).ShouldRefuse(409, "invitation_not_usable");
        (await Invited.StateAsync(bob, open.Token)).Should().Be("expired");
        (await Invited.ConfirmAsync(alice, accepted.Id)).Should(200);
    }

    [Fact, Rule("16")]
    public async Task Two_who_are_connected_are_done_when_one_accepts_and_nothing_waits_for_the_other()
    {
        var (alice, bob, id, token) = await SceneAsync();
        var present = await Story.ConnectAsync(alice, bob);

        var accepted = (await Invited.AcceptAsync(bob, token)).Should(200);

        accepted["connection_existed_already"]!.GetValue<bool>().Should().BeTrue();
        accepted["invitation"].Should().BeNull();
        accepted["connection"]!["own"]!["id"]!.GetValue<string>().Should().Be(present["own"]!["id"]!.GetValue<string>());
        (await Invited.StateAsync(alice, id)).Should().Be("connected");
        (await Invited.ConfirmAsync(alice, id)).Should(200)["connection_existed_already"]!.GetValue<bool>().Should().BeTrue();
        (await Invited.ConnectionsAsync(bob)).Should().Be(1);
    }

    [Fact, Rule("16")]
    public async Task Two_who_connected_meanwhile_have_one_connection_when_the_sender_confirms()
    {
        var (alice, bob, id, token) = await SceneAsync();
        (await Invited.AcceptAsync(bob, token)).Should(200);
        var present = await Story.ConnectAsync(bob, alice);

        var confirmed = (await Invited.ConfirmAsync(alice, id)).Should(200);

        confirmed["connection_existed_already"]!.GetValue<bool>().Should().BeTrue();
        confirmed["connection"]!["own"]!["id"]!.GetValue<string>().Should().Be(present["own"]!["id"]!.GetValue<string>());
        (await Invited.ConnectionsAsync(alice)).Should().Be(1);
    }

    [Fact, Rule("12", "17")]
    public async Task One_invitation_accepted_by_two_at_once_is_accepted_by_one()
    {
        var (alice, bob, id, token) = await SceneAsync();
        var carlos = await _story.UserAsync();

        var answers = await Task.WhenAll(Invited.AcceptAsync(bob, token), Invited.AcceptAsync(carlos, token));

        answers.Select(answer => answer.Status).Should().BeEquivalentTo([200, 404]);
        var winner = answers[0].Status == 200 ? bob : carlos;
        (await alice.Vault.GetAsync($"/invitations/{id}"))["recipient_public_key"]!.GetValue<string>().Should().Be(winner.PublicKey);
    }

    [Fact, Rule("17")]
    public async Task Accepting_and_cancelling_at_once_leave_it_cancelled()
    {
        var (alice, bob, id, token) = await SceneAsync();

        var answers = await Task.WhenAll(Invited.AcceptAsync(bob, token), alice.Vault.DeleteAsync($"/invitations/{id}/cancel"));

        answers[0].Status.Should().BeOneOf(200, 404);
        answers[1].Should(200);
        (await Invited.StateAsync(alice, id)).Should().Be("cancelled");
        (await Invited.ConfirmAsync(alice, id)).ShouldRefuse(409, "invitation_not_usable");
    }

    [Fact, Rule("12", "17")]
    public async Task Confirming_and_rejecting_at_once_connect_or_reject_and_never_both()
    {
        var (alice, bob, id, token) = await SceneAsync();
        (await Invited.AcceptAsync(bob, token)).Should(200);

        var answers = await Task.WhenAll(Invited.ConfirmAsync(alice, id), bob.Vault.DeleteAsync($"/invitations/{token}/reject"));

        var isConnected = answers[0].Status == 200;
        answers[1].Status.Should().Be(isConnected ? 404 : 200);
        (await Invited.StateAsync(alice, id)).Should().Be(isConnected ? "connected" : "rejected");
        (await Invited.ConnectionsAsync(alice)).Should().Be(isConnected ? 1 : 0);
    }

    [Fact, Rule("19")]
    public async Task Each_side_is_told_what_the_other_did_and_the_invited_user_not_the_invitations_id()
    {
        var (alice, bob, id, token) = await SceneAsync();
        (await Invited.AcceptAsync(bob, token)).Should(200);
        (await Invited.ConfirmAsync(alice, id)).Should(200);

        await using var scope = server.Scope();
        var db = scope.ServiceProvider.GetRequiredService<MeecoDb>();
        var events = await db.Events.AsNoTracking().OrderBy(one => one.Key).ToListAsync(TestContext.Current.CancellationToken);
        events.Where(one => one.UserKey == alice.Key).Select(one => (one.Type, one.ActorKey)).Should().Equal(
            ("invitation_created", alice.Key), ("invitation_accepted", bob.Key), ("connection_created", alice.Key));
        events.Where(one => one.UserKey == bob.Key).Select(one => (one.Type, one.ActorKey)).Should().Equal(
            ("invitation_accepted", bob.Key), ("connection_created", alice.Key));
        events.Where(one => one.UserKey == bob.Key).Should().OnlyContain(one => one.Subject.InvitationKey == null);
    }

    private async Task<(TestUser Alice, TestUser Bob, string Id, string Token)> SceneAsync()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var (id, token) = await Invited.MakeAsync(alice, multistep: true);
        return (alice, bob, id, token);
    }
}
