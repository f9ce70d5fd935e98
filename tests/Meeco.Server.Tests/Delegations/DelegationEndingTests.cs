using System.Text.Json.Nodes;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Delegations;

public sealed class DelegationEndingTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    public static TheoryData<string> Ways => ["owner", "delegate", "connection of the owner", "connection of the delegate", "keystore of the owner", "keystore of the delegate"];

    [Theory, Rule("61")]
    [MemberData(nameof(Ways))]
    public async Task However_it_ends_the_delegate_is_out_at_once_in_both_services(string way)
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        var setUp = await Delegating.DelegateAsync(owner, one, "owner");
        var acting = one.For(owner);
        (await acting.Vault.GetAsync("/me")).Should(200);

        (await EndAsync(way, owner, one, setUp)).Should(204);

        (await acting.Vault.GetAsync("/me")).ShouldRefuse(403, "delegation_not_granted");
        (await acting.Keystore.GetAsync("/session")).ShouldRefuse(403, "delegation_not_granted");
        (await Delegating.RecordAsync(one, setUp.Token)).ShouldRefuse(404, "not_found");
        (await Delegating.RecordAsync(owner, setUp.Token)).ShouldRefuse(404, "not_found");
        await using var scope = server.Scope();
        var db = scope.ServiceProvider.GetRequiredService<MeecoDb>();
        var hash = SessionToken.Hash(setUp.Token);
        (await db.KeyDelegations.AnyAsync(record => record.TokenHash == hash, TestContext.Current.CancellationToken))
            .Should().BeFalse("the owner's KEK must not stay behind");
        (await one.Vault.GetAsync("/me")).Should(200)["user"]!["id"]!.GetValue<string>().Should().Be(one.Id);
    }

    [Fact, Rule("61")]
    public async Task What_is_left_is_a_plain_connection_that_can_become_a_delegation_again()
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        var setUp = await Delegating.DelegateAsync(owner, one);

        (await owner.Vault.DeleteAsync($"/delegations/{setUp.OwnerConnection}")).Should(204);
        (await owner.Vault.DeleteAsync($"/delegations/{setUp.OwnerConnection}")).ShouldRefuse(404, "not_found");

        var plain = (await owner.Vault.GetAsync($"/connections/{setUp.OwnerConnection}")).Should(200)["connection"]!["own"]!;
        plain["connection_type"].Should().BeNull();
        plain["delegation_role"].Should().BeNull();
        plain["delegation_token"].Should().BeNull();
        var token = await Delegating.TokenAsync(owner);
        (await owner.Vault.PostAsync("/delegation_invitations", Delegating.UpgradeRequest(setUp.OwnerConnection, token))).Should(201);
    }

    [Fact, Rule("60", "61")]
    public async Task An_invitation_taken_up_before_does_not_bring_an_ended_delegation_back()
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        var token = await Delegating.TokenAsync(owner);
        var invitation = (await owner.Vault.PostAsync("/invitations", Delegating.InvitationRequest(owner, token))).Should(200)["invitation"]!["token"]!.GetValue<string>();
        var connection = (await one.Vault.PostAsync("/connections", Story.ConnectionRequest(one, invitation))).Should(200)["connection"]!["own"]!;
        (await one.Vault.DeleteAsync($"/delegations/{Delegating.Id(connection)}")).Should(204);

        (await one.Vault.PostAsync("/connections", Story.ConnectionRequest(one, invitation))).Should(200)["connection"]!["the_other_user"]!
            ["connection_type"].Should().BeNull();

        (await one.Vault.GetAsync("/connections?delegation=granted_to_me")).Should(200)["connections"]!.AsArray().Should().BeEmpty();
    }

    [Fact, Rule("44", "61")]
    public async Task With_a_delegation_go_the_tasks_to_set_it_up()
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        var setUp = await Delegating.ConnectAsync(owner, one);
        (await Delegating.TasksAsync(owner, "setup_key_delegation")).Should().ContainSingle();

        (await owner.Vault.DeleteAsync($"/connections/{setUp.OwnerConnection}")).Should(204);

        (await Delegating.TasksAsync(owner, "setup_key_delegation")).Should().BeEmpty();
    }

    [Fact, Rule("56", "61")]
    public async Task The_owner_changes_the_role_in_both_services_and_it_holds_at_once()
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        var setUp = await Delegating.DelegateAsync(owner, one, "admin");
        var acting = one.For(owner);
        await Story.ItemAsync(acting, "plate");
        JsonObject Role(string role) => new() { ["delegation_role"] = role };

        var changed = (await owner.Vault.PutAsync($"/delegations/{setUp.OwnerConnection}", Role("reader"))).Should(200)["connection"]!;

        changed["own"]!["delegation_role"]!.GetValue<string>().Should().Be("reader");
        changed["own"]!["integration_data"]!["role"]!.GetValue<string>().Should().Be("reader");
        (await Delegating.RecordAsync(one, setUp.Token)).Should(200)["delegation"]!["delegation_role"]!.GetValue<string>().Should().Be("reader");
        (await acting.Vault.PostAsync("/items", new JsonObject())).ShouldRefuse(403, "delegation_read_only");
        (await one.Vault.PutAsync($"/delegations/{setUp.DelegateConnection}", Role("owner"))).ShouldRefuse(403, "forbidden");
        (await owner.Vault.PutAsync($"/delegations/{setUp.OwnerConnection}", Role("boss"))).ShouldRefuse(422, "validation_failed");
        (await owner.Vault.PutAsync($"/delegations/{setUp.OwnerConnection}", Role("reader"))).Should(200);
    }

    [Fact, Rule("61")]
    public async Task A_stranger_neither_changes_nor_ends_a_delegation()
    {
        var (owner, one, stranger) = (await server.NewUserAsync(), await server.NewUserAsync(), await server.NewUserAsync());
        var setUp = await Delegating.DelegateAsync(owner, one);

        foreach (var connection in new[] { setUp.OwnerConnection, setUp.DelegateConnection })
        {
            (await stranger.Vault.DeleteAsync($"/delegations/{connection}")).ShouldRefuse(404, "not_found");
            (await stranger.Vault.PutAsync($"/delegations/{connection}", new JsonObject { ["delegation_role"] = "reader" })).ShouldRefuse(404, "not_found");
        }

        (await one.For(owner).Vault.GetAsync("/me")).Should(200);
    }

    [Fact, Rule("61")]
    public async Task Of_two_who_act_for_each_other_each_ends_his_own_grant_first()
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        var setUp = await Delegating.DelegateAsync(owner, one);
        var token = await Delegating.TokenAsync(one);
        var invitation = Delegating.Id((await one.Vault.PostAsync("/delegation_invitations", Delegating.UpgradeRequest(setUp.DelegateConnection, token)))
            .Should(201)["delegation_invitation"]!);
        (await owner.Vault.PutAsync($"/delegation_invitations/{invitation}/accept", null)).Should(200);
        (await Delegating.ClaimAsync(owner, token)).Should(200);
        (await Delegating.ShareAsync(one, owner, token)).Should(200);
        (await owner.For(one).Vault.GetAsync("/me")).Should(200);

        (await one.Vault.DeleteAsync($"/delegations/{setUp.DelegateConnection}")).Should(204);

        (await owner.For(one).Vault.GetAsync("/me")).ShouldRefuse(403, "delegation_not_granted");
        (await one.For(owner).Vault.GetAsync("/me")).Should(200);
    }

    private static Task<TestAnswer> EndAsync(string way, TestUser owner, TestUser one, Delegating.SetUp setUp) => way switch
    {
        "owner" => owner.Vault.DeleteAsync($"/delegations/{setUp.OwnerConnection}"),
        "delegate" => one.Vault.DeleteAsync($"/delegations/{setUp.DelegateConnection}"),
        "connection of the owner" => owner.Vault.DeleteAsync($"/connections/{setUp.OwnerConnection}"),
        "connection of the delegate" => one.Vault.DeleteAsync($"/connections/{setUp.DelegateConnection}"),
        "keystore of the owner" => owner.Keystore.DeleteAsync($"/delegations/{setUp.Token}"),
        _ => one.Keystore.DeleteAsync($"/delegations/{setUp.Token}"),
    };
}
