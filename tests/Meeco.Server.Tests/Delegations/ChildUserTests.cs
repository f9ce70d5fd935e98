using System.Text.Json.Nodes;
using Meeco.Cryptography;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;

namespace Meeco.Server.Tests.Delegations;

public sealed class ChildUserTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private static readonly string ChildKey = TestPublicKeys.Pem(9);

    [Fact, Rule("63")]
    public async Task A_child_is_made_in_both_services_and_used_by_its_parent()
    {
        var parent = await server.NewUserAsync();
        var (child, connection, token) = await MakeAsync(parent);

        var stored = (await StoreKeysAsync(parent, child, token)).Should(200);

        var dek = stored["private_dek_external_id"]!.GetValue<string>();
        var delegation = stored["delegation"]!;
        delegation["delegation_role"]!.GetValue<string>().Should().Be("owner");
        delegation["verified"]!.GetValue<bool>().Should().BeTrue();
        delegation["account_owner_kek"]!.GetValue<string>().Should().Be(TestCryppo.Aes("child kek"));
        delegation["account_owner_kek_encrypted_with_connection_keypair"]!.GetValue<bool>().Should().BeFalse();
        delegation["vault_account_owner_id"]!.GetValue<string>().Should().Be(child);
        var acting = parent.For(child);
        var me = (await acting.Vault.GetAsync("/me")).Should(200)["user"]!;
        me["id"]!.GetValue<string>().Should().Be(child);
        me["private_dek_external_id"]!.GetValue<string>().Should().Be(dek);
        me["user_type"]!.GetValue<string>().Should().Be("human");
        (await acting.Keystore.GetAsync($"/data_encryption_keys/{dek}")).Should(200)["data_encryption_key"]!["serialized_data_encryption_key"]!
            .GetValue<string>().Should().Be(TestCryppo.Aes("child dek"));
        (await acting.Keystore.GetAsync("/keypairs/external_id/parent_connection")).Should(200)["keypair"]!["public_key"]!
            .GetValue<string>().Should().Be(ChildKey);
        (await parent.Vault.GetAsync("/connections?delegation=granted_to_me")).Should(200)["connections"]!.AsArray().Should().ContainSingle()
            .Which!["own"]!["id"]!.GetValue<string>().Should().Be(Delegating.Id(connection["own"]!));
        (await Delegating.TasksAsync(acting, "setup_key_delegation")).Should().BeEmpty("the parent has the key already");
        await Story.ItemAsync(acting, "plate");
        (await acting.Vault.PutAsync("/me", new JsonObject { ["user"] = new JsonObject { ["full_name"] = "Bart" } })).Should(200);
        (await parent.Vault.GetAsync("/items")).Should(200)["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact, Rule("63")]
    public async Task A_child_cannot_log_in()
    {
        var parent = await server.NewUserAsync();
        var (child, _, token) = await MakeAsync(parent);
        (await StoreKeysAsync(parent, child, token)).Should(200);

        (await server.Anonymous.PostAsync("/vault/session", new JsonObject { ["public_key"] = ChildKey })).ShouldRefuse(401, "login_failed");
        (await server.Anonymous.PostAsync("/keystore/srp/challenges", new JsonObject
        {
            ["username"] = "child.0",
            ["srp_a"] = new SrpClient("child.0").PublicValue,
        })).ShouldRefuse(422, "validation_failed");
    }

    [Fact, Rule("63")]
    public async Task The_keys_are_taken_from_the_parent_once()
    {
        var (parent, stranger) = (await server.NewUserAsync(), await server.NewUserAsync());
        var (child, _, token) = await MakeAsync(parent);
        var (sibling, _, _) = await MakeAsync(parent);

        (await StoreKeysAsync(stranger, child, token)).ShouldRefuse(404, "not_found");
        (await StoreKeysAsync(parent, sibling, token)).ShouldRefuse(404, "not_found");
        (await StoreKeysAsync(parent, child, "unknown")).ShouldRefuse(404, "not_found");
        (await StoreKeysAsync(parent, parent.Id, token)).ShouldRefuse(404, "not_found");
        (await StoreKeysAsync(parent, child, token, publicKey: parent.PublicKey)).ShouldRefuse(422, "validation_failed");
        (await StoreKeysAsync(parent, child, token, kek: "in clear")).ShouldRefuse(422, "invalid_cryppo");
        var stored = (await StoreKeysAsync(parent, child, token)).Should(200);
        (await StoreKeysAsync(parent, child, token)).Should(200).Text.Should().Be(stored.Text, "the answer may have been lost");
        (await StoreKeysAsync(parent, child, token, kek: TestCryppo.Aes("another"))).ShouldRefuse(409, "already_exists");
    }

    [Fact, Rule("63")]
    public async Task Nobody_acts_for_a_child_that_has_no_keys_yet()
    {
        var parent = await server.NewUserAsync();
        var (child, connection, _) = await MakeAsync(parent);

        (await parent.For(child).Vault.GetAsync("/me")).ShouldRefuse(403, "delegation_not_granted");
        (await parent.Vault.DeleteAsync($"/connections/{Delegating.Id(connection["own"]!)}")).Should(204);
    }

    [Fact, Rule("63", "last-parent")]
    public async Task The_last_parent_of_a_child_stays()
    {
        var (parent, other) = (await server.NewUserAsync(), await server.NewUserAsync());
        var (child, connection, token) = await MakeAsync(parent);
        (await StoreKeysAsync(parent, child, token)).Should(200);
        var acting = parent.For(child);
        var own = Delegating.Id(connection["own"]!);
        var childs = Delegating.Id(connection["the_other_user"]!);
        var reader = new JsonObject { ["delegation_role"] = "reader" };

        async Task RefusedAsync()
        {
            (await parent.Vault.DeleteAsync($"/delegations/{own}")).ShouldRefuse(409, "last_delegation_of_child");
            (await parent.Vault.DeleteAsync($"/connections/{own}")).ShouldRefuse(409, "last_delegation_of_child");
            (await parent.Keystore.DeleteAsync($"/delegations/{token}")).ShouldRefuse(409, "last_delegation_of_child");
            (await acting.Vault.PutAsync($"/delegations/{childs}", reader.DeepClone())).ShouldRefuse(409, "last_delegation_of_child");
        }

        await RefusedAsync();
        var given = (await acting.Keystore.PostAsync("/delegations", new JsonObject { ["vault_account_id"] = child, ["delegation_role"] = "owner" }))
            .Should(200)["delegation"]!["delegation_token"]!.GetValue<string>();
        var request = Delegating.InvitationRequest(parent, given, "owner");
        request["public_key"]!["public_key"] = ChildKey;
        var invitation = (await acting.Vault.PostAsync("/invitations", request)).Should(200)["invitation"]!["token"]!.GetValue<string>();
        (await other.Vault.PostAsync("/connections", Story.ConnectionRequest(other, invitation))).Should(200);
        (await Delegating.ClaimAsync(other, given)).Should(200);
        (await Delegating.ShareAsync(acting, other, given)).Should(200);
        await RefusedAsync();
        (await Delegating.ReencryptAsync(other, given)).Should(204);

        (await parent.Vault.DeleteAsync($"/delegations/{own}")).Should(204);
        (await acting.Vault.GetAsync("/me")).ShouldRefuse(403, "delegation_not_granted");
        (await other.For(child).Vault.GetAsync("/me")).Should(200);
    }

    [Theory, Rule("63")]
    [InlineData("parent_public_key_for_connection")]
    [InlineData("child_public_key_for_connection")]
    public async Task A_child_needs_both_keys_of_the_connection(string missing)
    {
        var parent = await server.NewUserAsync();
        var request = Request(parent);
        request.Remove(missing);

        (await parent.Vault.PostAsync("/child_users", request)).ShouldRefuse(422, "validation_failed");
        (await parent.Vault.GetAsync("/connections")).Should(200)["connections"]!.AsArray().Should().BeEmpty();
    }

    private static JsonObject Request(TestUser parent) => new()
    {
        ["parent_public_key_for_connection"] = new JsonObject { ["pem"] = parent.PublicKey, ["external_id"] = "the child's" },
        ["child_public_key_for_connection"] = new JsonObject { ["pem"] = ChildKey, ["external_id"] = "parent_connection" },
    };

    private static async Task<(string Child, JsonNode Connection, string Token)> MakeAsync(TestUser parent)
    {
        var made = (await parent.Vault.PostAsync("/child_users", Request(parent))).Should(200);
        var connection = made["connection_from_parent_to_child"]!;
        connection["own"]!["user_keypair_external_id"]!.GetValue<string>().Should().Be("the child's");
        connection["own"]!["connection_type"].Should().BeNull();
        connection["the_other_user"]!["delegation_role"]!.GetValue<string>().Should().Be("owner");
        return (
            Delegating.Id(made["user"]!),
            connection,
            connection["the_other_user"]!["integration_data"]!["delegation_token"]!.GetValue<string>());
    }

    private static Task<TestAnswer> StoreKeysAsync(TestUser parent, string child, string token, string? kek = null, string? publicKey = null) =>
        parent.Keystore.PostAsync("/child_users", new JsonObject
        {
            ["vault_child_id"] = child,
            ["child_kek"] = kek ?? TestCryppo.Aes("child kek"),
            ["child_dek"] = TestCryppo.Aes("child dek"),
            ["child_keypair_for_connection"] = new JsonObject
            {
                ["encrypted_private_key"] = TestCryppo.Aes("child pair"),
                ["public_key"] = publicKey ?? ChildKey,
                ["external_id"] = "parent_connection",
            },
            ["delegation_token"] = token,
        });
}
