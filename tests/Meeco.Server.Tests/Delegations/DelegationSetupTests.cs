using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;

namespace Meeco.Server.Tests.Delegations;

public sealed class DelegationSetupTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact, Rule("56", "57")]
    public async Task A_delegation_is_set_up_in_the_steps_of_the_guide()
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        var made = (await owner.Keystore.PostAsync(
            "/delegations", new JsonObject { ["vault_account_id"] = owner.Id, ["delegation_role"] = "admin" })).Should(200)["delegation"]!;
        made["claimed_at"].Should().BeNull();
        made["verified"].Should().BeNull();
        made["vault_account_owner_id"]!.GetValue<string>().Should().Be(owner.Id);
        made["account_owner_kek_encrypted_with_connection_keypair"].Should().BeNull();

        var setUp = await Delegating.ConnectAsync(owner, one, "admin");
        var claimed = (await Delegating.ClaimAsync(one, setUp.Token)).Should(200)["delegation"]!;
        claimed["claimed_at"].Should().NotBeNull();
        claimed["verified"].Should().BeNull("the owner has not said which key is the delegate's");

        var shared = (await Delegating.ShareAsync(owner, one, setUp.Token)).Should(200)["delegation"]!;
        shared["verified"]!.GetValue<bool>().Should().BeTrue();
        shared["verification_attempted_at"].Should().NotBeNull();
        shared["delegate_public_key"]!.GetValue<string>().Should().Be(one.PublicKey);
        shared["account_owner_kek_encrypted_with_connection_keypair"]!.GetValue<bool>().Should().BeTrue();

        (await Delegating.ReencryptAsync(one, setUp.Token)).Should(204);
        var loaded = (await Delegating.RecordAsync(one, setUp.Token)).Should(200)["delegation"]!;
        loaded["account_owner_kek"]!.GetValue<string>().Should().Be(TestCryppo.Aes("kek"));
        loaded["account_owner_kek_encrypted_with_connection_keypair"]!.GetValue<bool>().Should().BeFalse();
        loaded["delegation_role"]!.GetValue<string>().Should().Be("admin");
    }

    [Fact, Rule("57")]
    public async Task The_owners_side_carries_the_delegation_and_the_delegate_sees_it_at_the_other_user()
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        var setUp = await Delegating.ConnectAsync(owner, one, "reader");

        var seenByOwner = (await owner.Vault.GetAsync($"/connections/{setUp.OwnerConnection}")).Should(200)["connection"]!;
        var seenByDelegate = (await one.Vault.GetAsync($"/connections/{setUp.DelegateConnection}")).Should(200)["connection"]!;

        foreach (var side in new[] { seenByOwner["own"]!, seenByDelegate["the_other_user"]! })
        {
            side["connection_type"]!.GetValue<string>().Should().Be("delegate");
            side["delegation_role"]!.GetValue<string>().Should().Be("reader");
            side["delegation_token"]!.GetValue<string>().Should().Be(setUp.Token);
            side["integration_data"]!.ToJsonString().Should().Be(new JsonObject
            {
                ["intent"] = "delegate",
                ["role"] = "reader",
                ["delegation_token"] = setUp.Token,
            }.ToJsonString());
        }

        seenByDelegate["own"]!["connection_type"].Should().BeNull();
        seenByDelegate["own"]!["delegation_token"].Should().BeNull();
    }

    [Fact, Rule("57")]
    public async Task Only_the_delegate_sees_the_key_and_a_stranger_nothing()
    {
        var (owner, one, stranger) = (await server.NewUserAsync(), await server.NewUserAsync(), await server.NewUserAsync());
        var setUp = await Delegating.DelegateAsync(owner, one);

        (await Delegating.RecordAsync(owner, setUp.Token)).Should(200)["delegation"]!["account_owner_kek"].Should().BeNull();
        (await Delegating.RecordAsync(one, owner.Id)).Should(200)["delegation"]!["delegation_token"]!.GetValue<string>().Should().Be(setUp.Token);
        (await Delegating.RecordAsync(stranger, setUp.Token)).ShouldRefuse(404, "not_found");
        (await Delegating.RecordAsync(stranger, owner.Id)).ShouldRefuse(404, "not_found");
        (await Delegating.ClaimAsync(stranger, setUp.Token)).ShouldRefuse(404, "not_found");
        (await Delegating.ShareAsync(stranger, one, setUp.Token)).ShouldRefuse(404, "not_found");
        (await Delegating.ShareAsync(one, one, setUp.Token)).ShouldRefuse(404, "not_found");
        (await Delegating.ReencryptAsync(stranger, setUp.Token)).ShouldRefuse(404, "not_found");
        (await Delegating.ReencryptAsync(owner, setUp.Token)).ShouldRefuse(404, "not_found");
        (await stranger.Keystore.DeleteAsync($"/delegations/{setUp.Token}")).ShouldRefuse(404, "not_found");
        (await Delegating.RecordAsync(one, setUp.Token)).Should(200)["delegation"]!["account_owner_kek"]!.GetValue<string>().Should().Be(TestCryppo.Aes("kek"));
    }

    [Theory, Rule("56")]
    [InlineData("boss")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_role_is_owner_admin_or_reader(string? role)
    {
        var owner = await server.NewUserAsync();

        (await owner.Keystore.PostAsync("/delegations", new JsonObject { ["vault_account_id"] = owner.Id, ["delegation_role"] = role }))
            .ShouldRefuse(422, "validation_failed");
    }

    [Fact, Rule("57")]
    public async Task Nobody_makes_a_delegation_over_anothers_account()
    {
        var (owner, other) = (await server.NewUserAsync(), await server.NewUserAsync());

        (await owner.Keystore.PostAsync("/delegations", new JsonObject { ["vault_account_id"] = other.Id, ["delegation_role"] = "owner" }))
            .ShouldRefuse(422, "validation_failed");
        (await owner.Keystore.PostAsync("/delegations", new JsonObject { ["delegation_role"] = "owner" })).ShouldRefuse(422, "validation_failed");
    }

    [Fact, Rule("18", "57")]
    public async Task An_invitation_to_a_delegation_needs_a_role_and_a_token_of_ones_own_that_agree()
    {
        var (owner, other) = (await server.NewUserAsync(), await server.NewUserAsync());
        var token = await Delegating.TokenAsync(owner, "reader");
        var taken = (await Delegating.ConnectAsync(owner, other, "reader")).Token;

        foreach (var (by, used, role) in new[]
        {
            (owner, "", "reader"), (owner, token, ""), (owner, token, "owner"), (owner, token, "boss"),
            (owner, "unknown", "reader"), (other, token, "reader"), (owner, taken, "reader"),
        })
        {
            (await by.Vault.PostAsync("/invitations", Delegating.InvitationRequest(by, used, role))).ShouldRefuse(422, "validation_failed");
        }

        var made = (await owner.Vault.PostAsync("/invitations", Delegating.InvitationRequest(owner, token))).Should(200)["invitation"]!;
        made["connection_type"]!.GetValue<string>().Should().Be("delegate");
        var seen = (await other.Vault.GetAsync($"/invitations/{made["token"]}")).Should(200)["invitation"]!;
        seen["integration_data"]!["intent"]!.GetValue<string>().Should().Be("delegate");
        seen["integration_data"]!["role"]!.GetValue<string>().Should().Be("reader");
    }

    [Fact, Rule("57")]
    public async Task One_delegation_is_taken_up_by_one_user_however_many_invitations_name_it()
    {
        var (owner, one, other) = (await server.NewUserAsync(), await server.NewUserAsync(), await server.NewUserAsync());
        var token = await Delegating.TokenAsync(owner);
        var invitations = new List<string>();
        for (var number = 0; number < 2; number++)
        {
            invitations.Add((await owner.Vault.PostAsync("/invitations", Delegating.InvitationRequest(owner, token)))
                .Should(200)["invitation"]!["token"]!.GetValue<string>());
        }

        var answers = await Task.WhenAll(
            one.Vault.PostAsync("/connections", Story.ConnectionRequest(one, invitations[0])),
            other.Vault.PostAsync("/connections", Story.ConnectionRequest(other, invitations[1])));

        answers.Select(answer => answer.Status).Should().BeEquivalentTo([200, 404]);
        (await owner.Vault.GetAsync("/connections")).Should(200)["connections"]!.AsArray().Should().ContainSingle();
    }

    [Fact, Rule("57")]
    public async Task A_claim_needs_the_signature_of_the_delegates_connection_key()
    {
        var (owner, one, other) = (await server.NewUserAsync(), await server.NewUserAsync(), await server.NewUserAsync());
        var setUp = await Delegating.ConnectAsync(owner, one);

        foreach (var wrong in new[]
        {
            Delegating.Sign(other, setUp.Token), Delegating.Sign(one, "another text"), "Sign.Rsa4096.AAAA.AAAA", "signed", "",
        })
        {
            (await Delegating.ClaimAsync(one, setUp.Token, wrong)).ShouldRefuse(422, "delegation_signature_invalid");
        }

        (await Delegating.RecordAsync(owner, setUp.Token)).Should(200)["delegation"]!["claimed_at"].Should().BeNull();
        var claimed = (await Delegating.ClaimAsync(one, setUp.Token)).Should(200);
        (await Delegating.ClaimAsync(one, setUp.Token)).Should(200).Text.Should().Be(claimed.Text, "the answer may have been lost");
    }

    [Fact, Rule("57", "delegation")]
    public async Task An_expired_delegation_is_neither_taken_up_nor_claimed_nor_given_a_key()
    {
        await using var own = MeecoServer.With(("DelegationLifetime", "1.00:00:00"));
        var (owner, one) = (await own.NewUserAsync(), await own.NewUserAsync());
        var connected = await Delegating.ConnectAsync(owner, one);
        var token = await Delegating.TokenAsync(owner);
        var invitation = (await owner.Vault.PostAsync("/invitations", Delegating.InvitationRequest(owner, token))).Should(200)["invitation"]!;
        own.Clock.Advance(TimeSpan.FromDays(2));

        (await Delegating.ClaimAsync(one, connected.Token)).ShouldRefuse(409, "delegation_expired");
        (await Delegating.ShareAsync(owner, one, connected.Token)).ShouldRefuse(409, "delegation_expired");
        var late = await own.NewUserAsync();
        (await late.Vault.PostAsync("/connections", Story.ConnectionRequest(late, invitation["token"]!.GetValue<string>())))
            .ShouldRefuse(404, "invitation_not_usable");
        (await one.For(owner).Vault.GetAsync("/me")).ShouldRefuse(403, "delegation_not_granted");
    }

    [Fact, Rule("57", "delegation")]
    public async Task A_delegation_that_was_claimed_in_time_does_not_end_by_itself()
    {
        await using var own = MeecoServer.With(("DelegationLifetime", "1.00:00:00"));
        var (owner, one) = (await own.NewUserAsync(), await own.NewUserAsync());
        await Delegating.DelegateAsync(owner, one);
        own.Clock.Advance(TimeSpan.FromDays(2));
        await Delegating.TokenAsync(owner);

        (await one.For(owner).Vault.GetAsync("/me")).Should(200)["user"]!["id"]!.GetValue<string>().Should().Be(owner.Id);
    }

    [Fact, Rule("57")]
    public async Task The_key_is_shared_under_the_key_of_the_connection_only()
    {
        var (owner, one, other) = (await server.NewUserAsync(), await server.NewUserAsync(), await server.NewUserAsync());
        var early = await Delegating.TokenAsync(owner);
        (await Delegating.ShareAsync(owner, one, early)).ShouldRefuse(409, "delegation_not_ready");
        var setUp = await Delegating.ConnectAsync(owner, one);
        await Delegating.ClaimAsync(one, setUp.Token);

        (await Delegating.ReencryptAsync(one, setUp.Token)).ShouldRefuse(409, "delegation_not_ready");
        (await Delegating.ShareAsync(owner, other, setUp.Token)).ShouldRefuse(422, "validation_failed");
        (await Delegating.ShareAsync(owner, one, setUp.Token, TestCryppo.Aes("kek"))).ShouldRefuse(422, "invalid_cryppo");
        (await Delegating.ShareAsync(owner, one, setUp.Token, "in clear")).ShouldRefuse(422, "invalid_cryppo");
        (await owner.Keystore.PutAsync($"/delegations/{setUp.Token}/share", new JsonObject { ["encrypted_kek"] = TestCryppo.Rsa("kek") }))
            .ShouldRefuse(422, "validation_failed");
        (await Delegating.ShareAsync(owner, one, setUp.Token)).Should(200);
        (await one.Keystore.PutAsync($"/delegations/{setUp.Token}/reencrypt", new JsonObject { ["encrypted_kek"] = "in clear" }))
            .ShouldRefuse(422, "invalid_cryppo");
    }

    [Fact, Rule("57")]
    public async Task The_owner_may_share_before_the_claim_and_again_with_another_key()
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        var setUp = await Delegating.ConnectAsync(owner, one);

        var early = (await Delegating.ShareAsync(owner, one, setUp.Token)).Should(200)["delegation"]!;
        early["verified"].Should().BeNull("there is nothing to verify before the claim");
        (await one.For(owner).Vault.GetAsync("/me")).ShouldRefuse(403, "delegation_not_granted");
        (await Delegating.ClaimAsync(one, setUp.Token)).Should(200)["delegation"]!["verified"]!.GetValue<bool>().Should().BeTrue();
        (await Delegating.ReencryptAsync(one, setUp.Token)).Should(204);

        (await owner.Keystore.PutAsync($"/delegations/{setUp.Token}/share", new JsonObject { ["encrypted_kek"] = TestCryppo.Rsa("new kek") })).Should(200);
        var record = (await Delegating.RecordAsync(one, setUp.Token)).Should(200)["delegation"]!;
        record["account_owner_kek"]!.GetValue<string>().Should().Be(TestCryppo.Rsa("new kek"));
        record["account_owner_kek_encrypted_with_connection_keypair"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact, Rule("57")]
    public async Task An_invitation_taken_up_by_a_connected_user_makes_the_connection_a_delegation()
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        await Story.ConnectAsync(owner, one);
        var token = await Delegating.TokenAsync(owner);
        var invitation = (await owner.Vault.PostAsync("/invitations", Delegating.InvitationRequest(owner, token))).Should(200)["invitation"]!;

        var answer = (await one.Vault.PostAsync("/connections", Story.ConnectionRequest(one, invitation["token"]!.GetValue<string>()))).Should(200);

        answer["connection_existed_already"]!.GetValue<bool>().Should().BeTrue();
        answer["connection"]!["the_other_user"]!["delegation_token"]!.GetValue<string>().Should().Be(token);
        (await Delegating.ClaimAsync(one, token)).Should(200);
    }

    [Fact, Rule("62")]
    public async Task Connections_are_filtered_by_who_acts_for_whom()
    {
        var (owner, one, friend) = (await server.NewUserAsync(), await server.NewUserAsync(), await server.NewUserAsync());
        var setUp = await Delegating.ConnectAsync(owner, one);
        await Story.ConnectAsync(owner, friend);
        await Story.ConnectAsync(one, friend);

        (await Ids(owner, "granted_to_the_other_user")).Should().Equal(setUp.OwnerConnection);
        (await Ids(owner, "granted_to_me")).Should().BeEmpty();
        (await Ids(one, "granted_to_me")).Should().Equal(setUp.DelegateConnection);
        (await Ids(one, "granted_to_the_other_user")).Should().BeEmpty();
        (await Ids(owner, "")).Should().HaveCount(2);
        (await owner.Vault.GetAsync("/connections?delegation=none")).ShouldRefuse(400, "bad_request");
    }

    private static async Task<IEnumerable<string>> Ids(TestUser user, string filter) =>
        (await user.Vault.GetAsync($"/connections?delegation={filter}")).Should(200)["connections"]!.AsArray()
            .Select(connection => Delegating.Id(connection!["own"]!));
}
