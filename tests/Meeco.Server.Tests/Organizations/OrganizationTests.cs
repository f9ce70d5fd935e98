using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Organizations;

public sealed class OrganizationTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private readonly OrganizationStory _story = new(server);

    [Fact, Rule("64")]
    public async Task A_request_is_seen_by_who_asked_and_by_nobody_else()
    {
        var (alice, stranger) = (await _story.UserAsync(), await _story.UserAsync());

        var made = (await alice.Vault.PostAsync("/organizations", OrganizationStory.Request())).Should(200)["organization"]!;

        var id = OrganizationStory.Id(made);
        made["status"]!.GetValue<string>().Should().Be("requested");
        made["requestor_id"]!.GetValue<string>().Should().Be(alice.Id);
        made.AsObject().Should().ContainKeys("validated_by_id", "agent_id", "validated_at", "created_at");
        (await alice.Vault.GetAsync($"/organizations/{id}")).Should(200)["services"]!.AsArray().Should().BeEmpty();
        (await IdsAsync(alice, "?mode=requested")).Should().Equal(id);
        (await IdsAsync(alice, "?mode=member")).Should().BeEmpty();
        (await stranger.Vault.GetAsync($"/organizations/{id}")).ShouldRefuse(404, "not_found");
        (await IdsAsync(stranger, "?mode=requested")).Should().BeEmpty();
        (await IdsAsync(stranger, "")).Should().NotContain(id);
        (await IdsAsync(alice, "")).Should().NotContain(id, "the public list has what is validated");
    }

    [Fact, Rule("64", "66")]
    public async Task After_validation_it_is_public_and_who_asked_is_its_owner()
    {
        var (alice, stranger) = (await _story.UserAsync(), await _story.UserAsync());

        var id = await _story.FoundAsync(alice);

        var seen = (await stranger.Vault.GetAsync($"/organizations/{id}")).Should(200)["organization"]!;
        seen["status"]!.GetValue<string>().Should().Be("validated");
        seen["agent_id"]!.GetValue<string>().Should().NotBeEmpty();
        seen["validated_at"].Should().NotBeNull();
        seen["validated_by_id"].Should().BeNull("the operator is no user of the vault");
        (await IdsAsync(stranger, "")).Should().Contain(id);
        (await IdsAsync(alice, "?mode=requested")).Should().BeEmpty();
        (await IdsAsync(alice, "?mode=member")).Should().Equal(id);
        (await IdsAsync(stranger, "?mode=member")).Should().BeEmpty();
        (await OrganizationStory.MembersAsync(alice, id)).Should().Equal((alice.Id, "owner"));
    }

    [Fact, Rule("64")]
    public async Task Who_asked_changes_his_request_and_takes_it_back()
    {
        var (alice, stranger) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await OrganizationStory.RequestAsync(alice);
        var change = new JsonObject { ["organization"] = new JsonObject { ["name"] = "Data Ltd.", ["url"] = "" } };

        var changed = (await alice.Vault.PutAsync($"/organizations/{id}", change.DeepClone())).Should(200)["organization"]!;

        changed["name"]!.GetValue<string>().Should().Be("Data Ltd.");
        changed["url"]!.GetValue<string>().Should().BeEmpty();
        changed["email"]!.GetValue<string>().Should().Be("admin@superdata.example.com", "what is left out stays");
        (await stranger.Vault.PutAsync($"/organizations/{id}", change.DeepClone())).ShouldRefuse(404, "not_found");
        (await stranger.Vault.DeleteAsync($"/organizations/{id}")).ShouldRefuse(404, "not_found");
        (await alice.Vault.DeleteAsync($"/organizations/{id}")).Should(204);
        (await alice.Vault.GetAsync($"/organizations/{id}")).ShouldRefuse(404, "not_found");
        (await alice.Vault.DeleteAsync($"/organizations/{id}")).ShouldRefuse(404, "not_found");
    }

    [Fact, Rule("64")]
    public async Task What_is_validated_is_neither_changed_nor_deleted()
    {
        var (alice, stranger) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await _story.FoundAsync(alice);
        var change = new JsonObject { ["organization"] = new JsonObject { ["name"] = "Another" } };

        (await alice.Vault.PutAsync($"/organizations/{id}", change.DeepClone())).ShouldRefuse(409, "already_validated");
        (await alice.Vault.DeleteAsync($"/organizations/{id}")).ShouldRefuse(409, "already_validated");
        (await stranger.Vault.PutAsync($"/organizations/{id}", change)).ShouldRefuse(404, "not_found");
        (await stranger.Vault.DeleteAsync($"/organizations/{id}")).ShouldRefuse(404, "not_found");

        (await alice.Vault.GetAsync($"/organizations/{id}")).Should(200)["organization"]!["name"]!.GetValue<string>().Should().Be("SuperData Inc.");
    }

    [Fact, Rule("64", "organizations")]
    public async Task What_is_rejected_says_so_to_who_asked_and_may_be_validated_later()
    {
        var (alice, stranger) = (await _story.UserAsync(), await _story.UserAsync());
        var id = await OrganizationStory.RequestAsync(alice);

        await _story.DecideAsync(validations => validations.RejectOrganizationAsync(id, TestContext.Current.CancellationToken));

        (await alice.Vault.GetAsync($"/organizations/{id}")).Should(200)["organization"]!["status"]!.GetValue<string>().Should().Be("rejected");
        (await IdsAsync(alice, "?mode=requested")).Should().BeEmpty();
        (await stranger.Vault.GetAsync($"/organizations/{id}")).ShouldRefuse(404, "not_found");
        (await alice.Vault.PostAsync($"/organizations/{id}/login", null)).ShouldRefuse(409, "not_validated");

        await _story.DecideAsync(validations => validations.ValidateOrganizationAsync(id, TestContext.Current.CancellationToken));

        (await stranger.Vault.GetAsync($"/organizations/{id}")).Should(200);
    }

    [Fact, Rule("64", "organizations")]
    public async Task Validating_again_changes_nothing_and_what_is_validated_is_not_rejected()
    {
        var alice = await _story.UserAsync();
        var id = await _story.FoundAsync(alice);
        var before = (await alice.Vault.GetAsync($"/organizations/{id}")).Text;

        await _story.DecideAsync(validations => validations.ValidateOrganizationAsync(id, TestContext.Current.CancellationToken));
        var rejecting = () => _story.DecideAsync(validations => validations.RejectOrganizationAsync(id, TestContext.Current.CancellationToken));

        (await rejecting.Should().ThrowAsync<Server.Http.RefusedException>()).Which.Code.Should().Be("already_validated");
        (await alice.Vault.GetAsync($"/organizations/{id}")).Text.Should().Be(before);
        (await OrganizationStory.MembersAsync(alice, id)).Should().ContainSingle();
    }

    [Fact, Rule("65")]
    public async Task A_login_gives_a_session_of_the_agent_that_only_the_private_key_opens()
    {
        var alice = await _story.UserAsync();
        var id = await _story.FoundAsync(alice);

        var answer = (await alice.Vault.PostAsync($"/organizations/{id}/login", null)).Should(200);
        var agent = await _story.AgentAsync(alice, id);

        answer["token_type"]!.GetValue<string>().Should().Be("bearer");
        answer["encrypted_access_token"]!.GetValue<string>().Should().StartWith("Rsa4096.");
        var me = (await agent.Vault.GetAsync("/me")).Should(200)["user"]!;
        me["user_type"]!.GetValue<string>().Should().Be("organization_agent");
        me["full_name"]!.GetValue<string>().Should().Be("SuperData Inc.");
        OrganizationStory.Id(me).Should().Be(
            (await alice.Vault.GetAsync($"/organizations/{id}"))["organization"]!["agent_id"]!.GetValue<string>());
        (await agent.Keystore.GetAsync("/key_encryption_key")).ShouldRefuse(401, "unauthorized");
    }

    [Fact, Rule("65")]
    public async Task Nobody_logs_in_by_the_agents_key()
    {
        var alice = await _story.UserAsync();
        await _story.FoundAsync(alice);

        var answer = await server.Anonymous.PostAsync("/vault/session", new JsonObject { ["public_key"] = OrganizationStory.AgentPublicKey });

        answer.ShouldRefuse(401, "login_failed");
    }

    [Fact, Rule("64", "65")]
    public async Task Nobody_but_an_owner_of_a_validated_organization_logs_in_as_it()
    {
        var (alice, bob, stranger) = (await _story.UserAsync(), await _story.UserAsync(), await _story.UserAsync());
        var requested = await OrganizationStory.RequestAsync(alice);
        var id = await _story.FoundAsync(alice);
        await OrganizationStory.JoinAsync(await _story.AgentAsync(alice, id), bob, "admin");

        (await alice.Vault.PostAsync($"/organizations/{requested}/login", null)).ShouldRefuse(409, "not_validated");
        (await bob.Vault.PostAsync($"/organizations/{id}/login", null)).ShouldRefuse(403, "forbidden");
        (await stranger.Vault.PostAsync($"/organizations/{id}/login", null)).ShouldRefuse(404, "not_found");
    }

    [Theory, Rule("64")]
    [InlineData("name", null)]
    [InlineData("name", " ")]
    [InlineData("public_key", null)]
    [InlineData("public_key", "no key")]
    public async Task A_request_without_a_name_or_a_key_is_refused(string member, string? value)
    {
        var alice = await _story.UserAsync();
        var request = OrganizationStory.Request();
        request[member] = value;

        (await alice.Vault.PostAsync("/organizations", request)).ShouldRefuse(422, "validation_failed");
        (await IdsAsync(alice, "?mode=requested")).Should().BeEmpty();
    }

    [Fact]
    public async Task An_agent_asks_for_no_organization()
    {
        var alice = await _story.UserAsync();
        var agent = await _story.AgentAsync(alice, await _story.FoundAsync(alice));

        (await agent.Vault.PostAsync("/organizations", OrganizationStory.Request())).ShouldRefuse(403, "forbidden");
    }

    [Fact, Rule("lists")]
    public async Task Requests_are_listed_newest_first_in_pages()
    {
        var alice = await _story.UserAsync();
        var ids = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            ids.Insert(0, await OrganizationStory.RequestAsync(alice, $"Organization {number}"));
        }

        var first = (await alice.Vault.GetAsync("/organizations?mode=requested&per_page=2")).Should(200);

        first["meta"]!["order_by"]!.GetValue<string>().Should().Be("organizations.created_at");
        (await IdsAsync(alice, "?mode=requested&per_page=2")).Should().Equal(ids.Take(2));
        (await IdsAsync(alice, $"?mode=requested&per_page=2&next_page_after={first["next_page_after"]}")).Should().Equal(ids[2]);
        (await alice.Vault.GetAsync("/organizations?mode=all")).ShouldRefuse(400, "bad_request");
    }

    [Fact, Rule("extensions")]
    public async Task A_repeated_request_makes_one_organization()
    {
        var alice = await _story.UserAsync();
        var caller = alice.Vault.With("Idempotency-Key", Guid.NewGuid().ToString());

        var first = (await caller.PostAsync("/organizations", OrganizationStory.Request())).Should(200);
        var second = (await caller.PostAsync("/organizations", OrganizationStory.Request())).Should(200);

        second.Text.Should().Be(first.Text);
        (await IdsAsync(alice, "?mode=requested")).Should().ContainSingle();
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(TestUser user, string query) =>
        [.. (await user.Vault.GetAsync($"/organizations{query}")).Should(200)["organizations"]!.AsArray().Select(one => OrganizationStory.Id(one!))];
}
