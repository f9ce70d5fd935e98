using System.Text.Json;
using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;

namespace Meeco.Server.Tests.Organizations;

public sealed class ServiceTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly OrganizationStory _story = new(server);

    [Fact, Rule("67", "requested-services")]
    public async Task A_request_is_seen_by_members_and_nobody_logs_in_as_it()
    {
        var (alice, bob, stranger) = (await _story.UserAsync(), await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        await OrganizationStory.JoinAsync(await _story.AgentAsync(alice, id), bob, "admin");

        var answer = (await bob.Vault.PostAsync($"/organizations/{id}/services", OrganizationStory.ServiceRequest())).Should(200);

        answer["organization"]!["id"]!.GetValue<string>().Should().Be(id);
        var made = answer["service"]!;
        made["status"]!.GetValue<string>().Should().Be("requested");
        made["organization_id"]!.GetValue<string>().Should().Be(id);
        made["contract"]!.GetValue<string>().Should().Be("A message about the contract");
        made.AsObject().Should().ContainKeys("validated_by_id", "agent_id", "validated_at");
        var service = OrganizationStory.Id(made);
        var path = $"/organizations/{id}/services/{service}";
        (await stranger.Vault.GetAsync(path)).ShouldRefuse(404, "not_found");
        (await stranger.Vault.GetAsync($"/organizations/{id}")).Should(200)["services"]!.AsArray().Should().BeEmpty();
        (await stranger.Vault.GetAsync($"/organizations/{id}/requested_services")).ShouldRefuse(404, "not_found");
        (await stranger.Vault.PostAsync($"{path}/login", null)).ShouldRefuse(404, "not_found");
        (await alice.Vault.GetAsync(path)).Should(200);
        (await alice.Vault.GetAsync($"/organizations/{id}"))["services"]!.AsArray().Should().ContainSingle();
        (await alice.Vault.GetAsync($"/organizations/{id}/requested_services"))["services"]!.AsArray().Should().ContainSingle();
        (await alice.Vault.PostAsync($"{path}/login", null)).ShouldRefuse(409, "not_validated");
    }

    [Fact, Rule("67")]
    public async Task After_validation_it_is_public()
    {
        var (alice, stranger) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);

        var service = await _story.FoundServiceAsync(alice, id);

        var seen = (await stranger.Vault.GetAsync($"/organizations/{id}/services/{service}")).Should(200)["service"]!;
        seen["status"]!.GetValue<string>().Should().Be("validated");
        seen["agent_id"]!.GetValue<string>().Should().NotBeEmpty();
        (await stranger.Vault.GetAsync($"/organizations/{id}"))["services"]!.AsArray().Should().ContainSingle();
        (await stranger.Vault.GetAsync("/organizations"))["services"]!.AsArray()
            .Select(one => OrganizationStory.Id(one!)).Should().Contain(service);
        (await alice.Vault.GetAsync($"/organizations/{id}/requested_services"))["services"]!.AsArray().Should().BeEmpty();
    }

    [Fact, Rule("66", "67")]
    public async Task Members_manage_services_and_a_stranger_does_not()
    {
        var (alice, bob, stranger) = (await _story.UserAsync(), await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        await OrganizationStory.JoinAsync(await _story.AgentAsync(alice, id), bob, "admin");
        var service = await OrganizationStory.RequestServiceAsync(bob, id);
        var path = $"/organizations/{id}/services/{service}";
        var change = new JsonObject { ["service"] = new JsonObject { ["name"] = "Another" } };

        (await stranger.Vault.PostAsync($"/organizations/{id}/services", OrganizationStory.ServiceRequest())).ShouldRefuse(404, "not_found");
        (await stranger.Vault.PutAsync(path, change.DeepClone())).ShouldRefuse(404, "not_found");
        (await stranger.Vault.DeleteAsync(path)).ShouldRefuse(404, "not_found");

        var changed = (await alice.Vault.PutAsync(path, change)).Should(200)["service"]!;
        changed["name"]!.GetValue<string>().Should().Be("Another");
        changed["description"]!.GetValue<string>().Should().Be("Outgoing data of application X", "what is left out stays");
        (await bob.Vault.DeleteAsync(path)).Should(204);
        (await bob.Vault.GetAsync(path)).ShouldRefuse(404, "not_found");
    }

    [Fact, Rule("67")]
    public async Task A_validated_service_is_neither_changed_nor_deleted()
    {
        var alice = await _story.UserAsync();
        var id = await _story.FoundAsync(alice);
        var path = $"/organizations/{id}/services/{await _story.FoundServiceAsync(alice, id)}";

        (await alice.Vault.PutAsync(path, new JsonObject { ["service"] = new JsonObject { ["name"] = "Another" } }))
            .ShouldRefuse(409, "already_validated");
        (await alice.Vault.DeleteAsync(path)).ShouldRefuse(409, "already_validated");
        (await alice.Vault.GetAsync(path)).Should(200)["service"]!["name"]!.GetValue<string>().Should().Be("Data Sharing Service");
    }

    [Fact, Rule("67")]
    public async Task A_rejected_service_stays_hidden_and_is_deleted_by_a_member()
    {
        var (alice, stranger) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        var service = await OrganizationStory.RequestServiceAsync(alice, id);
        var path = $"/organizations/{id}/services/{service}";

        await _story.DecideAsync(validations => validations.RejectServiceAsync(service, TestContext.Current.CancellationToken));

        (await alice.Vault.GetAsync(path)).Should(200)["service"]!["status"]!.GetValue<string>().Should().Be("rejected");
        (await stranger.Vault.GetAsync(path)).ShouldRefuse(404, "not_found");
        (await alice.Vault.PostAsync($"{path}/login", null)).ShouldRefuse(409, "not_validated");
        (await alice.Vault.DeleteAsync(path)).Should(204);
    }

    [Fact]
    public async Task A_service_is_found_in_its_own_organization_only()
    {
        var alice = await _story.UserAsync();
        var id = await _story.FoundAsync(alice);
        var other = await _story.FoundAsync(alice, "Other Inc.");
        var service = await _story.FoundServiceAsync(alice, id);

        (await alice.Vault.GetAsync($"/organizations/{other}/services/{service}")).ShouldRefuse(404, "not_found");
        (await alice.Vault.PostAsync($"/organizations/{other}/services/{service}/login", null)).ShouldRefuse(404, "not_found");
    }

    [Fact, Rule("66")]
    public async Task A_requested_organization_has_no_services_and_no_members()
    {
        var alice = await _story.UserAsync();
        var id = await OrganizationStory.RequestAsync(alice);

        (await alice.Vault.PostAsync($"/organizations/{id}/services", OrganizationStory.ServiceRequest())).ShouldRefuse(409, "not_validated");
        (await alice.Vault.GetAsync($"/organizations/{id}/members")).ShouldRefuse(409, "not_validated");
    }

    [Fact, Rule("68")]
    public async Task A_login_gives_a_session_of_the_services_agent_that_only_the_private_key_opens()
    {
        var (alice, bob) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        await OrganizationStory.JoinAsync(await _story.AgentAsync(alice, id), bob, "admin");
        var service = await _story.FoundServiceAsync(alice, id);

        var agent = await _story.ServiceAgentAsync(bob, id, service);

        var me = (await agent.Vault.GetAsync("/me")).Should(200)["user"]!;
        me["user_type"]!.GetValue<string>().Should().Be("service_agent");
        me["full_name"]!.GetValue<string>().Should().Be("Data Sharing Service");
    }

    [Theory, Rule("68")]
    [InlineData("name", null)]
    [InlineData("public_key", null)]
    [InlineData("public_key", "no key")]
    public async Task A_request_without_a_name_or_a_key_is_refused(string member, string? value)
    {
        var alice = await _story.UserAsync();
        var id = await _story.FoundAsync(alice);
        var request = OrganizationStory.ServiceRequest();
        request["service"]![member] = value;

        (await alice.Vault.PostAsync($"/organizations/{id}/services", request)).ShouldRefuse(422, "validation_failed");
        (await alice.Vault.GetAsync($"/organizations/{id}"))["services"]!.AsArray().Should().BeEmpty();
    }

    [Fact, Rule("18", "69", "70")]
    public async Task A_service_connects_to_a_user_who_sees_for_what_and_its_key_pair_may_have_no_id()
    {
        var (alice, dave) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        var service = await _story.FoundServiceAsync(alice, id);
        var agent = await _story.ServiceAgentAsync(alice, id, service);
        var request = Story.InvitationRequest(agent);
        request["public_key"]!["keypair_external_id"] = "";

        var invitation = (await agent.Vault.PostAsync("/invitations", request)).Should(200)["invitation"]!;
        var token = invitation["token"]!.GetValue<string>();
        var seen = (await dave.Vault.GetAsync($"/invitations/{token}")).Should(200)["invitation"]!;
        var connection = (await dave.Vault.PostAsync("/connections", Story.ConnectionRequest(dave, token))).Should(200)["connection"]!;

        var data = new JsonObject { ["intent"] = "service", ["organization_id"] = id, ["service_id"] = service };
        JsonNode.DeepEquals(invitation["integration_data"], data).Should().BeTrue();
        JsonNode.DeepEquals(seen["integration_data"], data).Should().BeTrue();
        seen["service_id"]!.GetValue<string>().Should().Be(service);
        JsonNode.DeepEquals(connection["the_other_user"]!["integration_data"], data).Should().BeTrue();
        connection["the_other_user"]!["connection_type"]!.GetValue<string>().Should().Be("service");
        connection["the_other_user"]!["user_type"]!.GetValue<string>().Should().Be("service_agent");
        connection["the_other_user"]!["user_keypair_external_id"]!.GetValue<string>().Should().BeEmpty();
        connection["the_other_user"]!["organization_member_id"].Should().BeNull();
    }

    [Fact, Rule("69")]
    public async Task A_service_invites_nobody_under_a_plain_name_and_no_members()
    {
        var alice = await _story.UserAsync();
        var id = await _story.FoundAsync(alice);
        var agent = await _story.ServiceAgentAsync(alice, id, await _story.FoundServiceAsync(alice, id));
        var named = Story.InvitationRequest(agent);
        named["invitation"]!["encrypted_recipient_name"] = "Dave";
        var member = Story.InvitationRequest(agent);
        member["invitation"]!["organization_member_role"] = "owner";

        (await agent.Vault.PostAsync("/invitations", named)).ShouldRefuse(422, "invalid_cryppo");
        (await agent.Vault.PostAsync("/invitations", member)).ShouldRefuse(422, "validation_failed");
    }

    [Fact, Rule("69")]
    public async Task User_and_service_share_over_their_connection()
    {
        var (alice, dave) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        var agent = await _story.ServiceAgentAsync(alice, id, await _story.FoundServiceAsync(alice, id));
        await Story.ConnectAsync(agent, dave);
        var item = await Story.ItemAsync(dave, "plate");

        var share = await Story.ShareAsync(dave, item, agent);

        (await Story.CopyAsync(agent, share)).Slots.Should().ContainKey("plate");
        (await alice.Vault.GetAsync($"/incoming_shares/{share}")).ShouldRefuse(404, "not_found");
    }

    [Fact, Rule("69")]
    public async Task The_agent_of_a_service_reads_the_keys_of_a_user()
    {
        var (alice, dave) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        var agent = await _story.ServiceAgentAsync(alice, id, await _story.FoundServiceAsync(alice, id));

        var before = (await agent.Vault.GetAsync($"/service_users/{dave.Id}")).Should(200)["service_user"]!;
        await Story.ConnectAsync(agent, dave);
        var after = (await agent.Vault.GetAsync($"/service_users/{dave.Id}")).Should(200)["service_user"]!;

        before["public_key"]!.GetValue<string>().Should().Be(dave.PublicKey);
        before["connection_present"]!.GetValueKind().Should().Be(JsonValueKind.False);
        before["connection_public_key"].Should().BeNull();
        after["connection_present"]!.GetValueKind().Should().Be(JsonValueKind.True);
        after["connection_public_key"]!.GetValue<string>().Should().Be(dave.PublicKey);
        after["connection_keypair_external_id"]!.GetValue<string>().Should().Be($"pair of {dave.Id}");
        (await alice.Vault.GetAsync($"/service_users/{dave.Id}")).ShouldRefuse(404, "not_found");
        (await (await _story.AgentAsync(alice, id)).Vault.GetAsync($"/service_users/{dave.Id}")).ShouldRefuse(404, "not_found");
        (await agent.Vault.GetAsync($"/service_users/{agent.Id}")).ShouldRefuse(404, "not_found");
    }
}
