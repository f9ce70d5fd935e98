using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;

namespace Meeco.Server.Tests.Delegations;

public sealed class DelegationInvitationTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact, Rule("44", "59")]
    public async Task A_connected_user_is_invited_accepts_and_acts()
    {
        var (owner, one, connection) = await ConnectedAsync();
        var token = await Delegating.TokenAsync(owner, "admin");

        var made = (await owner.Vault.PostAsync("/delegation_invitations", Delegating.UpgradeRequest(connection, token, "admin")))
            .Should(201)["delegation_invitation"]!;
        var task = (await Delegating.TasksAsync(one, "incoming_delegation_invitation")).Should().ContainSingle().Which;
        var accepted = (await one.Vault.PutAsync($"/delegation_invitations/{Delegating.Id(made)}/accept", null)).Should(200)["connection"]!;
        (await Delegating.ClaimAsync(one, token)).Should(200);
        (await Delegating.ShareAsync(owner, one, token)).Should(200);

        made["state"]!.GetValue<string>().Should().Be("new");
        made["delegation_role"]!.GetValue<string>().Should().Be("admin");
        made["delegation_token"]!.GetValue<string>().Should().Be(token);
        made["inviting_user_id"]!.GetValue<string>().Should().Be(owner.Id);
        made["invited_user_id"]!.GetValue<string>().Should().Be(one.Id);
        made["inviting_user_connection_id"]!.GetValue<string>().Should().Be(connection);
        made["invited_user_connection_id"]!.GetValue<string>().Should().Be(Delegating.Id(accepted["own"]!));
        task["target_id"]!.GetValue<string>().Should().Be(Delegating.Id(made));
        accepted["the_other_user"]!["connection_type"]!.GetValue<string>().Should().Be("delegate");
        accepted["the_other_user"]!["delegation_token"]!.GetValue<string>().Should().Be(token);
        (await Delegating.TasksAsync(one, "incoming_delegation_invitation")).Should().BeEmpty();
        (await one.For(owner).Vault.PutAsync("/me", null)).ShouldRefuse(403, "delegation_not_permitted");
        (await one.For(owner).Vault.GetAsync("/me")).Should(200);
    }

    [Fact, Rule("59")]
    public async Task The_invited_user_sees_the_token_once_he_has_accepted()
    {
        var (owner, one, connection) = await ConnectedAsync();
        var invitation = await InviteAsync(owner, connection);

        (await ReadAsync(one, invitation))["delegation_token"].Should().BeNull();
        await one.Vault.PutAsync($"/delegation_invitations/{invitation}/accept", null);
        (await ReadAsync(one, invitation))["delegation_token"].Should().NotBeNull();
    }

    [Fact, Rule("59")]
    public async Task Invitations_are_listed_to_whom_they_were_sent_and_by_whom_newest_first_in_pages()
    {
        var owner = await server.NewUserAsync();
        var sent = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            var other = await server.NewUserAsync();
            sent.Insert(0, await InviteAsync(owner, Delegating.Id((await Story.ConnectAsync(owner, other))["the_other_user"]!)));
            (await ListAsync(other, "incoming")).Should().Equal(sent[0]);
            (await ListAsync(other, "outgoing")).Should().BeEmpty();
        }

        (await ListAsync(owner, "outgoing")).Should().Equal(sent);
        (await ListAsync(owner, "incoming")).Should().BeEmpty();
        var page = (await owner.Vault.GetAsync("/delegation_invitations/outgoing?per_page=2")).Should(200);
        page["delegation_invitations"]!.AsArray().Should().HaveCount(2);
        (await owner.Vault.GetAsync($"/delegation_invitations/outgoing?per_page=2&next_page_after={page["next_page_after"]}")).Should(200)
            ["delegation_invitations"]!.AsArray().Should().ContainSingle();
    }

    [Fact, Rule("60")]
    public async Task Only_the_right_party_answers_or_takes_back()
    {
        var (owner, one, connection) = await ConnectedAsync();
        var stranger = await server.NewUserAsync();
        var invitation = await InviteAsync(owner, connection);
        var path = $"/delegation_invitations/{invitation}";

        (await stranger.Vault.GetAsync(path)).ShouldRefuse(404, "not_found");
        foreach (var wrong in new[] { stranger, owner })
        {
            (await wrong.Vault.PutAsync($"{path}/accept", null)).ShouldRefuse(404, "not_found");
            (await wrong.Vault.DeleteAsync($"{path}/reject")).ShouldRefuse(404, "not_found");
        }

        foreach (var wrong in new[] { stranger, one })
        {
            (await wrong.Vault.DeleteAsync(path)).ShouldRefuse(404, "not_found");
        }

        (await ReadAsync(owner, invitation))["state"]!.GetValue<string>().Should().Be("new");
    }

    [Theory, Rule("60")]
    [InlineData("accepted")]
    [InlineData("rejected")]
    [InlineData("deleted")]
    public async Task What_is_not_new_any_more_is_not_answered_otherwise(string first)
    {
        var (owner, one, connection) = await ConnectedAsync();
        var path = $"/delegation_invitations/{await InviteAsync(owner, connection)}";
        var acts = new Dictionary<string, Func<Task<TestAnswer>>>
        {
            ["accepted"] = () => one.Vault.PutAsync($"{path}/accept", null),
            ["rejected"] = () => one.Vault.DeleteAsync($"{path}/reject"),
            ["deleted"] = () => owner.Vault.DeleteAsync(path),
        };
        (await acts[first]()).Status.Should().BeOneOf(200, 204);

        foreach (var (state, act) in acts)
        {
            if (state == first)
            {
                (await act()).Status.Should().BeOneOf([200, 204], "the answer may have been lost");
            }
            else
            {
                (await act()).ShouldRefuse(409, "delegation_invitation_not_new");
            }
        }

        (await owner.Vault.GetAsync(path)).Should(200)["delegation_invitation"]!["state"]!.GetValue<string>().Should().Be(first);
        (await Delegating.TasksAsync(one, "incoming_delegation_invitation")).Should().BeEmpty();
    }

    [Fact, Rule("60")]
    public async Task Accepted_and_taken_back_at_once_one_of_the_two_happens()
    {
        var (owner, one, connection) = await ConnectedAsync();
        var path = $"/delegation_invitations/{await InviteAsync(owner, connection)}";

        var answers = await Task.WhenAll(one.Vault.PutAsync($"{path}/accept", null), owner.Vault.DeleteAsync(path));

        answers.Count(answer => answer.Status == 409).Should().Be(1);
        var isDelegation = (await owner.Vault.GetAsync($"/connections/{connection}")).Should(200)["connection"]!["own"]!["connection_type"] is not null;
        isDelegation.Should().Be(answers[0].Status == 200);
    }

    [Fact, Rule("59")]
    public async Task One_invitation_waits_at_a_connection_and_repeating_it_gives_the_same()
    {
        var (owner, _, connection) = await ConnectedAsync();
        var token = await Delegating.TokenAsync(owner);
        var first = (await owner.Vault.PostAsync("/delegation_invitations", Delegating.UpgradeRequest(connection, token))).Should(201);

        (await owner.Vault.PostAsync("/delegation_invitations", Delegating.UpgradeRequest(connection, token))).Should(201).Text.Should().Be(first.Text);
        (await owner.Vault.PostAsync("/delegation_invitations", Delegating.UpgradeRequest(connection, await Delegating.TokenAsync(owner))))
            .ShouldRefuse(409, "already_exists");
    }

    [Fact, Rule("59")]
    public async Task An_invitation_needs_an_own_plain_connection_and_an_own_token()
    {
        var (owner, one, connection) = await ConnectedAsync();
        var token = await Delegating.TokenAsync(owner);
        var others = Delegating.Id((await one.Vault.GetAsync("/connections")).Should(200)["connections"]![0]!["own"]!);

        (await owner.Vault.PostAsync("/delegation_invitations", Delegating.UpgradeRequest(others, token))).ShouldRefuse(404, "not_found");
        (await owner.Vault.PostAsync("/delegation_invitations", Delegating.UpgradeRequest("x", token))).ShouldRefuse(404, "not_found");
        (await owner.Vault.PostAsync("/delegation_invitations", Delegating.UpgradeRequest(connection, "x"))).ShouldRefuse(422, "validation_failed");
        (await owner.Vault.PostAsync("/delegation_invitations", Delegating.UpgradeRequest(connection, token, "owner"))).ShouldRefuse(422, "validation_failed");
        (await owner.Vault.PostAsync("/delegation_invitations", Delegating.UpgradeRequest(connection, await Delegating.TokenAsync(one))))
            .ShouldRefuse(422, "validation_failed");
        var setUp = await Delegating.ConnectAsync(owner, await server.NewUserAsync());
        (await owner.Vault.PostAsync("/delegation_invitations", Delegating.UpgradeRequest(setUp.OwnerConnection, token))).ShouldRefuse(409, "already_exists");
    }

    [Fact, Rule("44", "60")]
    public async Task With_the_connection_goes_the_invitation_and_its_task()
    {
        var (owner, one, connection) = await ConnectedAsync();
        var invitation = await InviteAsync(owner, connection);

        (await owner.Vault.DeleteAsync($"/connections/{connection}")).Should(204);

        (await one.Vault.GetAsync($"/delegation_invitations/{invitation}")).ShouldRefuse(404, "not_found");
        (await Delegating.TasksAsync(one, "incoming_delegation_invitation")).Should().BeEmpty();
    }

    [Fact, Rule("60")]
    public async Task An_invitation_whose_delegation_was_taken_back_is_not_accepted()
    {
        var (owner, one, connection) = await ConnectedAsync();
        var token = await Delegating.TokenAsync(owner);
        var invitation = Delegating.Id((await owner.Vault.PostAsync("/delegation_invitations", Delegating.UpgradeRequest(connection, token)))
            .Should(201)["delegation_invitation"]!);
        (await owner.Keystore.DeleteAsync($"/delegations/{token}")).Should(204);

        (await one.Vault.PutAsync($"/delegation_invitations/{invitation}/accept", null)).ShouldRefuse(409, "delegation_expired");
    }

    private async Task<(TestUser Owner, TestUser One, string OwnerConnection)> ConnectedAsync()
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        return (owner, one, Delegating.Id((await Story.ConnectAsync(owner, one))["the_other_user"]!));
    }

    private static async Task<string> InviteAsync(TestUser owner, string connection) =>
        Delegating.Id((await owner.Vault.PostAsync(
            "/delegation_invitations",
            Delegating.UpgradeRequest(connection, await Delegating.TokenAsync(owner)))).Should(201)["delegation_invitation"]!);

    private static async Task<JsonNode> ReadAsync(TestUser user, string invitation) =>
        (await user.Vault.GetAsync($"/delegation_invitations/{invitation}")).Should(200)["delegation_invitation"]!;

    private static async Task<IEnumerable<string>> ListAsync(TestUser user, string direction) =>
        (await user.Vault.GetAsync($"/delegation_invitations/{direction}")).Should(200)["delegation_invitations"]!.AsArray()
            .Select(invitation => Delegating.Id(invitation!));
}
