using Meeco.Server.Events;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Organizations;

public sealed class MemberTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly OrganizationStory _story = new(server);

    [Fact, Rule("18", "66")]
    public async Task An_invitation_says_which_organization_and_role_it_is_for_before_it_is_accepted()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        var token = await OrganizationStory.InviteAsync(await _story.AgentAsync(alice, id), "owner");

        var seen = (await bob.Vault.GetAsync($"/invitations/{token}")).Should(200)["invitation"]!;

        seen["connection_type"]!.GetValue<string>().Should().Be("member");
        seen["organization_id"]!.GetValue<string>().Should().Be(id);
        seen["organization_member_role"]!.GetValue<string>().Should().Be("owner");
        seen["integration_data"]!["intent"]!.GetValue<string>().Should().Be("member");
        seen["integration_data"]!["organization_id"]!.GetValue<string>().Should().Be(id);
        seen["user_name"]!.GetValue<string>().Should().Be("SuperData Inc.");
        (await OrganizationStory.MembersAsync(alice, id)).Should().ContainSingle("he has not accepted yet");
    }

    [Theory, Rule("66")]
    [InlineData(null, "admin")]
    [InlineData("admin", "admin")]
    [InlineData("owner", "owner")]
    public async Task Who_accepts_is_a_member_with_the_role_he_was_invited_for(string? invited, string role)
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        var agent = await _story.AgentAsync(alice, id);

        var connection = await OrganizationStory.JoinAsync(agent, bob, invited);

        (await OrganizationStory.MembersAsync(alice, id)).Should().Equal((alice.Id, "owner"), (bob.Id, role));
        connection["the_other_user"]!["user_type"]!.GetValue<string>().Should().Be("organization_agent");
        connection["the_other_user"]!["connection_type"]!.GetValue<string>().Should().Be("member");
        connection["own"]!["organization_member_id"].Should().BeNull();
        var seenByAgent = (await agent.Vault.GetAsync("/connections")).Should(200)["connections"]![0]!["own"]!;
        seenByAgent["organization_member_id"]!.GetValue<string>().Should().Be(OrganizationStory.MemberId(connection));
        seenByAgent["integration_data"]!["organization_member_role"]!.GetValue<string>().Should().Be(role);
    }

    [Fact, Rule("66")]
    public async Task The_agent_invites_only_with_a_role_that_there_is_and_gives_no_delegation()
    {
        var alice = await _story.UserAsync();
        var agent = await _story.AgentAsync(alice, await _story.FoundAsync(alice));
        var role = Story.InvitationRequest(agent);
        role["invitation"]!["organization_member_role"] = "king";
        var delegation = Story.InvitationRequest(agent);
        delegation["invitation"]!["delegate_role"] = "reader";

        (await agent.Vault.PostAsync("/invitations", role)).ShouldRefuse(422, "validation_failed");
        (await agent.Vault.PostAsync("/invitations", delegation)).ShouldRefuse(422, "validation_failed");
    }

    [Fact, Rule("66")]
    public async Task Only_a_person_becomes_a_member()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var one = await _story.AgentAsync(alice, await _story.FoundAsync(alice));
        var other = await _story.AgentAsync(bob, await _story.FoundAsync(bob));
        var token = await OrganizationStory.InviteAsync(one);

        (await other.Vault.PostAsync("/connections", Story.ConnectionRequest(other, token))).ShouldRefuse(422, "recipient_not_allowed");
        (await other.Vault.GetAsync("/connections"))["connections"]!.AsArray().Should().BeEmpty();
    }

    [Fact, Rule("66")]
    public async Task Only_owners_manage_members()
    {
        var (alice, bob, stranger) = (await _story.UserAsync(), await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        var member = OrganizationStory.MemberId(await OrganizationStory.JoinAsync(await _story.AgentAsync(alice, id), bob));
        var path = $"/organizations/{id}/members";
        foreach (var (user, status, code) in new[] { (bob, 403, "forbidden"), (stranger, 404, "not_found") })
        {
            (await user.Vault.GetAsync(path)).ShouldRefuse(status, code);
            (await user.Vault.PutAsync($"{path}/{member}", OrganizationStory.RoleChange("owner"))).ShouldRefuse(status, code);
            (await user.Vault.DeleteAsync($"{path}/{member}")).ShouldRefuse(status, code);
        }

        (await OrganizationStory.MembersAsync(alice, id)).Should().Equal((alice.Id, "owner"), (bob.Id, "admin"));
    }

    [Fact]
    public async Task A_member_of_another_organization_is_not_found()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        var other = await _story.FoundAsync(bob);
        var member = OrganizationStory.Id((await bob.Vault.GetAsync($"/organizations/{other}/members"))["members"]![0]!);

        (await alice.Vault.DeleteAsync($"/organizations/{id}/members/{member}")).ShouldRefuse(404, "not_found");
        (await alice.Vault.PutAsync($"/organizations/{id}/members/{member}", OrganizationStory.RoleChange("admin"))).ShouldRefuse(404, "not_found");
        (await alice.Vault.PutAsync($"/organizations/{id}/members/{member}", OrganizationStory.RoleChange("king"))).ShouldRefuse(422, "validation_failed");
    }

    [Fact, Rule("66")]
    public async Task A_new_role_holds_at_once_and_shows_in_the_connection()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        var member = OrganizationStory.MemberId(await OrganizationStory.JoinAsync(await _story.AgentAsync(alice, id), bob));
        var path = $"/organizations/{id}/members/{member}";

        (await alice.Vault.PutAsync(path, OrganizationStory.RoleChange("owner"))).Should(204);

        (await OrganizationStory.MembersAsync(bob, id)).Should().Equal((alice.Id, "owner"), (bob.Id, "owner"));
        (await bob.Vault.GetAsync("/connections"))["connections"]![0]!["the_other_user"]!["integration_data"]!["organization_member_role"]!
            .GetValue<string>().Should().Be("owner");

        (await bob.Vault.PutAsync(path, OrganizationStory.RoleChange("admin"))).Should(204);

        (await bob.Vault.GetAsync($"/organizations/{id}/members")).ShouldRefuse(403, "forbidden");
    }

    [Fact, Rule("66", "memberships")]
    public async Task Sessions_that_a_member_opened_end_with_what_let_him_open_them()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        var alicesAgent = await _story.AgentAsync(alice, id);
        var member = OrganizationStory.MemberId(await OrganizationStory.JoinAsync(alicesAgent, bob, "owner"));
        var service = await _story.FoundServiceAsync(bob, id);
        var bobsAgent = await _story.AgentAsync(bob, id);
        var bobsService = await _story.ServiceAgentAsync(bob, id, service);
        var alicesService = await _story.ServiceAgentAsync(alice, id, service);

        (await alice.Vault.PutAsync($"/organizations/{id}/members/{member}", OrganizationStory.RoleChange("admin"))).Should(204);

        (await bobsAgent.Vault.GetAsync("/me")).ShouldRefuse(401, "unauthorized");
        (await bobsService.Vault.GetAsync("/me")).Should(200);

        (await alice.Vault.DeleteAsync($"/organizations/{id}/members/{member}")).Should(204);

        (await bobsService.Vault.GetAsync("/me")).ShouldRefuse(401, "unauthorized");
        (await alicesAgent.Vault.GetAsync("/me")).Should(200);
        (await alicesService.Vault.GetAsync("/me")).Should(200);
        (await bob.Vault.GetAsync("/me")).Should(200);
    }

    [Fact, Rule("66", "memberships")]
    public async Task Removing_a_member_leaves_a_plain_connection_over_which_he_may_be_invited_again()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        var agent = await _story.AgentAsync(alice, id);
        var member = OrganizationStory.MemberId(await OrganizationStory.JoinAsync(agent, bob));

        (await alice.Vault.DeleteAsync($"/organizations/{id}/members/{member}")).Should(204);

        (await alice.Vault.DeleteAsync($"/organizations/{id}/members/{member}")).ShouldRefuse(404, "not_found");
        (await bob.Vault.GetAsync("/organizations?mode=member"))["organizations"]!.AsArray().Should().BeEmpty();
        var left = (await bob.Vault.GetAsync("/connections"))["connections"]![0]!["the_other_user"]!;
        left["connection_type"].Should().BeNull();
        left["organization_member_id"].Should().BeNull();
        left["integration_data"]!.AsObject().Should().BeEmpty();

        await OrganizationStory.JoinAsync(agent, bob, "owner");

        (await OrganizationStory.MembersAsync(alice, id)).Should().Equal((alice.Id, "owner"), (bob.Id, "owner"));
        (await bob.Vault.GetAsync("/connections"))["connections"]!.AsArray().Should().ContainSingle();
    }

    [Theory, Rule("66", "memberships")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ending_the_connection_ends_the_membership(bool byTheMember)
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        var agent = await _story.AgentAsync(alice, id);
        await OrganizationStory.JoinAsync(agent, bob, "owner");
        var side = byTheMember ? bob : agent;
        var connection = OrganizationStory.Id((await side.Vault.GetAsync("/connections"))["connections"]![0]!["own"]!);

        (await side.Vault.DeleteAsync($"/connections/{connection}")).Should(204);

        (await OrganizationStory.MembersAsync(alice, id)).Should().Equal((alice.Id, "owner"));
        (await bob.Vault.PostAsync($"/organizations/{id}/login", null)).ShouldRefuse(404, "not_found");
    }

    [Fact, Rule("66", "memberships")]
    public async Task The_last_owner_is_neither_removed_nor_demoted_and_does_not_leave()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        var agent = await _story.AgentAsync(alice, id);
        await OrganizationStory.JoinAsync(agent, bob, "owner");
        var members = (await alice.Vault.GetAsync($"/organizations/{id}/members?order=asc"))["members"]!;
        var (alices, bobs) = (OrganizationStory.Id(members[0]!), OrganizationStory.Id(members[1]!));
        (await bob.Vault.DeleteAsync($"/organizations/{id}/members/{alices}")).Should(204);
        var connection = OrganizationStory.Id((await bob.Vault.GetAsync("/connections"))["connections"]![0]!["own"]!);

        (await bob.Vault.DeleteAsync($"/organizations/{id}/members/{bobs}")).ShouldRefuse(409, "last_owner");
        (await bob.Vault.PutAsync($"/organizations/{id}/members/{bobs}", OrganizationStory.RoleChange("admin"))).ShouldRefuse(409, "last_owner");
        (await bob.Vault.DeleteAsync($"/connections/{connection}")).ShouldRefuse(409, "last_owner");

        (await OrganizationStory.MembersAsync(bob, id)).Should().Equal((bob.Id, "owner"));
        (await bob.Vault.GetAsync("/connections"))["connections"]!.AsArray().Should().ContainSingle();
    }

    [Fact, Rule("66")]
    public async Task Two_owners_who_remove_each_other_at_once_leave_one()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        await OrganizationStory.JoinAsync(await _story.AgentAsync(alice, id), bob, "owner");
        var members = (await alice.Vault.GetAsync($"/organizations/{id}/members?order=asc"))["members"]!;
        var (alices, bobs) = (OrganizationStory.Id(members[0]!), OrganizationStory.Id(members[1]!));

        var answers = await Task.WhenAll(
            alice.Vault.DeleteAsync($"/organizations/{id}/members/{bobs}"),
            bob.Vault.DeleteAsync($"/organizations/{id}/members/{alices}"));

        answers.Select(answer => answer.Status).Should().BeEquivalentTo([204, 404], "whoever came second is no member any more");
    }

    [Fact, Rule("66")]
    public async Task Whoever_is_a_member_keeps_his_role_when_he_accepts_another_invitation()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        var agent = await _story.AgentAsync(alice, id);
        await OrganizationStory.JoinAsync(agent, bob, "owner");

        await OrganizationStory.JoinAsync(agent, bob, "admin");
        var alices = await OrganizationStory.JoinAsync(agent, alice, "admin");

        (await OrganizationStory.MembersAsync(alice, id)).Should().Equal((alice.Id, "owner"), (bob.Id, "owner"));
        alices["the_other_user"]!["integration_data"]!["organization_member_role"]!.GetValue<string>().Should().Be("owner");
    }

    [Fact, Rule("16")]
    public async Task Repeating_a_lost_answer_gives_the_membership_again()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        var request = Story.ConnectionRequest(bob, await OrganizationStory.InviteAsync(await _story.AgentAsync(alice, id)));
        var first = (await bob.Vault.PostAsync("/connections", request.DeepClone())).Should(200)["connection"]!;

        var second = (await bob.Vault.PostAsync("/connections", request)).Should(200)["connection"]!;

        OrganizationStory.MemberId(second).Should().Be(OrganizationStory.MemberId(first));
        (await OrganizationStory.MembersAsync(alice, id)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Member_and_organization_are_told_who_joined_and_who_was_removed()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        var agent = await _story.AgentAsync(alice, id);
        var member = OrganizationStory.MemberId(await OrganizationStory.JoinAsync(agent, bob));
        (await alice.Vault.PutAsync($"/organizations/{id}/members/{member}", OrganizationStory.RoleChange("owner"))).Should(204);
        (await alice.Vault.DeleteAsync($"/organizations/{id}/members/{member}")).Should(204);

        (await EventsAsync(bob)).Should().Equal(
            ("organization_member_added", bob.Key, agent.Key),
            ("organization_member_updated", alice.Key, agent.Key),
            ("organization_member_removed", alice.Key, agent.Key));
        (await EventsAsync(agent)).Should().Equal(
            ("organization_member_added", agent.Key, alice.Key),
            ("organization_member_added", bob.Key, bob.Key),
            ("organization_member_updated", alice.Key, bob.Key),
            ("organization_member_removed", alice.Key, bob.Key));
    }

    private async Task<IReadOnlyList<(string Type, long Actor, long? Other)>> EventsAsync(TestUser user)
    {
        await using var scope = server.Scope();
        var events = await scope.ServiceProvider.GetRequiredService<MeecoDb>().Set<Event>()
            .Where(one => one.UserKey == user.Key && one.Type.StartsWith("organization_member"))
            .OrderBy(one => one.Key)
            .ToListAsync(TestContext.Current.CancellationToken);
        return [.. events.Select(one => (one.Type, one.ActorKey, one.Subject.OtherUserKey))];
    }
}
