using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Http;
using Meeco.Server.Tests.Items;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;
using Meeco.Tests.Shared;

namespace Meeco.Server.Tests.Delegations;

public sealed partial class DelegatedAccessTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private static readonly string[] NeedNoToken =
    [
        "POST /keystore/srp/username", "POST /keystore/srp/users", "POST /keystore/srp/challenges", "POST /keystore/srp/session",
        "POST /vault/me", "POST /vault/session", "PUT /vault/blobs/upload/{id}/{signature}",
    ];

    [Theory, Rule("56", "58")]
    [InlineData("reader")]
    [InlineData("admin")]
    [InlineData("owner")]
    public async Task Every_delegate_reads_as_the_owner_in_both_services(string role)
    {
        var (owner, one, friend) = (await server.NewUserAsync(), await server.NewUserAsync(), await server.NewUserAsync());
        await Delegating.DelegateAsync(owner, one, role);
        await Story.ConnectAsync(friend, owner);
        var item = await Story.ItemAsync(owner, "plate");
        var received = await Story.CopyAsync(owner, await Story.ShareAsync(friend, await Story.ItemAsync(friend, "plate"), owner));
        var dek = (await owner.Keystore.PostAsync(
            "/data_encryption_keys", new JsonObject { ["serialized_data_encryption_key"] = TestCryppo.Aes("dek") })).Should(200);
        var acting = one.For(owner);

        (await acting.Vault.GetAsync("/me")).Should(200)["user"]!["id"]!.GetValue<string>().Should().Be(owner.Id);
        (await acting.Vault.GetAsync("/items")).Should(200).Text.Should().Be((await owner.Vault.GetAsync("/items")).Text);
        (await acting.Vault.GetAsync($"/items/{item.Id}")).Should(200).Text.Should().Be((await owner.Vault.GetAsync($"/items/{item.Id}")).Text);
        (await acting.Vault.GetAsync($"/items/{received.Id}")).Should(200);
        (await acting.Keystore.GetAsync($"/data_encryption_keys/{Delegating.Id(dek["data_encryption_key"]!)}")).Should(200).Text.Should().Be(dek.Text);
        (await one.Vault.GetAsync($"/items/{item.Id}")).ShouldRefuse(404, "not_found");
    }

    [Fact, Rule("58")]
    public async Task Without_a_delegation_nobody_acts_for_another()
    {
        var (owner, one, stranger) = (await server.NewUserAsync(), await server.NewUserAsync(), await server.NewUserAsync());
        await Delegating.DelegateAsync(owner, one);
        await Story.ConnectAsync(owner, stranger);

        foreach (var acting in new[]
        {
            stranger.For(owner), owner.For(one), one.For("00000000-0000-0000-0000-000000000000"), one.For("nobody"),
            one.For((await owner.Vault.GetAsync("/session")).Should(200)["user_access_token"]!["id"]!.GetValue<string>()),
        })
        {
            (await acting.Vault.GetAsync("/me")).ShouldRefuse(403, "delegation_not_granted");
            (await acting.Keystore.GetAsync("/session")).ShouldRefuse(403, "delegation_not_granted");
        }

        (await (one.For(owner).Vault with { Token = null }).GetAsync("/me")).ShouldRefuse(401, "unauthorized");
    }

    [Theory, Rule("58", "generations")]
    [InlineData("")]
    [InlineData("undefined")]
    public async Task A_header_that_says_nothing_is_none(string header)
    {
        var user = await server.NewUserAsync();

        (await user.For(header).Vault.GetAsync("/me")).Should(200)["user"]!["id"]!.GetValue<string>().Should().Be(user.Id);
        (await user.For(header).Keystore.GetAsync("/session")).Should(200);
    }

    [Fact, Rule("58")]
    public async Task Acting_for_oneself_is_acting()
    {
        var user = await server.NewUserAsync();

        (await user.For(user).Vault.PutAsync("/me", new JsonObject { ["user"] = new JsonObject { ["country"] = "AU" } })).Should(200);
        (await user.For(user).Keystore.GetAsync("/session")).Should(200);
    }

    [Fact, Rule("57", "58")]
    public async Task A_delegation_that_is_not_verified_lets_nobody_act()
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        var setUp = await Delegating.ConnectAsync(owner, one, "owner");

        (await one.For(owner).Vault.GetAsync("/me")).ShouldRefuse(403, "delegation_not_granted");
        (await Delegating.ClaimAsync(one, setUp.Token)).Should(200);
        (await one.For(owner).Vault.GetAsync("/me")).ShouldRefuse(403, "delegation_not_granted");
        (await one.For(owner).Keystore.GetAsync("/session")).ShouldRefuse(403, "delegation_not_granted");
        (await Delegating.ShareAsync(owner, one, setUp.Token)).Should(200);
        (await one.For(owner).Vault.GetAsync("/me")).Should(200);
    }

    [Fact, Rule("58")]
    public async Task A_delegate_acts_for_those_alone_who_made_him_one()
    {
        var (owner, one, other) = (await server.NewUserAsync(), await server.NewUserAsync(), await server.NewUserAsync());
        await Delegating.DelegateAsync(owner, one, "owner");
        await Delegating.DelegateAsync(one, other, "owner");

        (await other.For(one).Vault.GetAsync("/me")).Should(200);
        (await other.For(owner).Vault.GetAsync("/me")).ShouldRefuse(403, "delegation_not_granted");
    }

    [Fact, Rule("56", "delegates")]
    public async Task A_reader_is_refused_at_every_call_that_could_change_something()
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        await Delegating.DelegateAsync(owner, one, "reader");
        var before = await SnapshotAsync(owner);
        await using var scope = server.Scope();
        var calls = ApiDocumentTests.RoutesOf(scope.ServiceProvider)
            .Where(route => route.Method != "GET" && !NeedNoToken.Contains($"{route.Method} {route.Path}"))
            .ToList();
        calls.Should().NotBeEmpty();

        foreach (var (method, path) in calls)
        {
            var token = path.StartsWith("/vault/", StringComparison.Ordinal) ? one.VaultToken : one.KeystoreToken;
            var caller = (server.Anonymous with { Token = token }).With("Meeco-Delegation-Id", owner.Id);

            var answer = await caller.SendAsync(new HttpMethod(method), Parameter().Replace(path, "x"), "{}");

            answer.Should(403);
            answer.Error.Should().BeOneOf(["delegation_read_only", "delegation_not_permitted"], "{0} {1}", method, path);
        }

        (await SnapshotAsync(owner)).Should().Be(before);
    }

    [Fact, Rule("47", "56")]
    public async Task A_reader_claims_no_tasks()
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        await Delegating.DelegateAsync(owner, one, "reader");

        (await one.For(owner).Vault.GetAsync("/client_task_queue?change_state=true")).ShouldRefuse(403, "delegation_read_only");
        (await one.For(owner).Vault.GetAsync("/client_task_queue")).Should(200)["client_tasks"]!.AsArray().Should().ContainSingle()
            .Which!["state"]!.GetValue<string>().Should().Be("todo");
    }

    [Fact, Rule("56", "58")]
    public async Task An_admin_writes_as_the_owner()
    {
        var (owner, one, friend) = (await server.NewUserAsync(), await server.NewUserAsync(), await server.NewUserAsync());
        await Delegating.DelegateAsync(owner, one, "admin");
        await Story.ConnectAsync(owner, friend);
        var acting = one.For(owner);

        var item = await Story.ItemAsync(acting, "plate");
        var share = await Story.ShareAsync(acting, item, friend);
        await Story.UpdateAsync(acting, item);
        var task = (await Delegating.TasksAsync(acting, "update_item_shares", "&change_state=true")).Should().ContainSingle().Which;
        (await owner.Vault.PutAsync("/client_task_queue", Story.TaskChange(Delegating.Id(task), "in_progress")))
            .ShouldRefuse(409, "client_task_claimed");
        await Story.UploadAsync(acting, item);
        (await acting.Vault.PutAsync("/client_task_queue", Story.TaskChange(Delegating.Id(task), "done"))).Should(200);

        (await owner.Vault.GetAsync($"/items/{item.Id}")).Should(200);
        (await owner.Vault.GetAsync($"/outgoing_shares/{share}")).Should(200)["share"]!["owner_id"]!.GetValue<string>().Should().Be(owner.Id);
        (await one.Vault.GetAsync("/items")).Should(200)["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact, Rule("56", "delegates")]
    public async Task What_concerns_the_account_itself_needs_the_role_owner()
    {
        var (owner, admin, parent, friend) = (await server.NewUserAsync(), await server.NewUserAsync(), await server.NewUserAsync(), await server.NewUserAsync());
        var setUp = await Delegating.DelegateAsync(owner, admin, "admin");
        await Delegating.DelegateAsync(owner, parent, "owner");
        var connection = Delegating.Id((await Story.ConnectAsync(owner, friend))["the_other_user"]!);
        var profile = new JsonObject { ["user"] = new JsonObject { ["full_name"] = "Somebody" } };
        var delegation = new JsonObject { ["vault_account_id"] = owner.Id, ["delegation_role"] = "reader" };
        var acting = admin.For(owner);
        var token = await Delegating.TokenAsync(owner);

        (await acting.Vault.PutAsync("/me", profile.DeepClone())).ShouldRefuse(403, "delegation_not_permitted");
        (await acting.Keystore.PostAsync("/delegations", delegation.DeepClone())).ShouldRefuse(403, "delegation_not_permitted");
        (await acting.Vault.PostAsync("/invitations", Delegating.InvitationRequest(owner, token))).ShouldRefuse(403, "delegation_not_permitted");
        (await acting.Vault.PostAsync("/delegation_invitations", Delegating.UpgradeRequest(connection, token))).ShouldRefuse(403, "delegation_not_permitted");
        (await acting.Vault.PutAsync($"/delegations/{setUp.OwnerConnection}", new JsonObject { ["delegation_role"] = "owner" }))
            .ShouldRefuse(403, "delegation_not_permitted");
        (await acting.Vault.DeleteAsync($"/delegations/{setUp.OwnerConnection}")).ShouldRefuse(403, "delegation_not_permitted");
        (await acting.Vault.DeleteAsync($"/connections/{setUp.OwnerConnection}")).ShouldRefuse(403, "delegation_not_permitted");

        acting = parent.For(owner);
        (await acting.Vault.PutAsync("/me", profile.DeepClone())).Should(200);
        var given = (await acting.Keystore.PostAsync("/delegations", delegation)).Should(200)["delegation"]!["delegation_token"]!.GetValue<string>();
        (await acting.Vault.PostAsync("/delegation_invitations", Delegating.UpgradeRequest(connection, given))).Should(201);
        (await acting.Vault.DeleteAsync($"/delegations/{setUp.OwnerConnection}")).Should(204);
    }

    [Theory, Rule("58", "delegates")]
    [InlineData("keystore", "GET", "/key_encryption_key")]
    [InlineData("keystore", "POST", "/key_encryption_key")]
    [InlineData("keystore", "DELETE", "/data_encryption_keys/x")]
    [InlineData("keystore", "GET", "/external_admission_tokens")]
    [InlineData("keystore", "DELETE", "/session")]
    [InlineData("keystore", "DELETE", "/session/all")]
    [InlineData("keystore", "POST", "/session/limited_in_time")]
    [InlineData("keystore", "POST", "/delegations/x/claim")]
    [InlineData("keystore", "PUT", "/delegations/x/reencrypt")]
    [InlineData("keystore", "POST", "/child_users")]
    [InlineData("vault", "DELETE", "/session")]
    [InlineData("vault", "DELETE", "/session/all")]
    [InlineData("vault", "POST", "/session/limited_in_time")]
    [InlineData("vault", "POST", "/child_users")]
    [InlineData("vault", "POST", "/organizations/x/login")]
    [InlineData("vault", "POST", "/organizations/x/services/x/login")]
    [InlineData("vault", "PUT", "/delegation_invitations/x/accept")]
    public async Task What_is_the_owners_alone_no_delegate_does(string service, string method, string path)
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        await Delegating.DelegateAsync(owner, one, "owner");
        var acting = one.For(owner);

        var answer = await (service == "vault" ? acting.Vault : acting.Keystore).SendAsync(new HttpMethod(method), path, method == "GET" ? null : "{}");

        answer.ShouldRefuse(403, "delegation_not_permitted");
        (await owner.Vault.GetAsync("/me")).Should(200);
        (await owner.Keystore.GetAsync("/session")).Should(200);
        (await one.Vault.GetAsync("/me")).Should(200);
    }

    [Fact, Rule("58", "delegates")]
    public async Task The_pair_that_the_owner_logs_in_with_is_hidden_from_delegates()
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        await Delegating.DelegateAsync(owner, one, "owner");
        var others = Enumerable.Range(1, TestKeys.Count).Select(TestPublicKeys.Pem).Where(pem => pem != owner.PublicKey).ToList();
        var named = await PairAsync(owner, others[0], "auth");
        var renamed = await PairAsync(owner, owner.PublicKey, "other name");
        var plain = await PairAsync(owner, others[1], "a connection");
        var acting = one.For(owner);

        (await acting.Keystore.GetAsync("/keypairs/external_id/auth")).ShouldRefuse(404, "not_found");
        foreach (var hidden in new[] { named, renamed })
        {
            (await acting.Keystore.GetAsync($"/keypairs/{hidden}")).ShouldRefuse(404, "not_found");
            (await acting.Keystore.PatchAsync($"/keypairs/{hidden}", new JsonObject { ["external_identifiers"] = new JsonArray() })).ShouldRefuse(404, "not_found");
            (await acting.Keystore.DeleteAsync($"/keypairs/{hidden}")).ShouldRefuse(404, "not_found");
            (await owner.Keystore.GetAsync($"/keypairs/{hidden}")).Should(200);
        }

        (await acting.Keystore.GetAsync($"/keypairs/{plain}")).Should(200);
        (await acting.Keystore.GetAsync("/keypairs/external_id/a%20connection")).Should(200);
    }

    [Fact, Rule("58", "delegates")]
    public async Task A_delegate_does_not_put_another_data_key_in_the_place_of_the_owners()
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        await Delegating.DelegateAsync(owner, one, "owner");
        JsonObject Change(string dek) => new() { ["user"] = new JsonObject { ["private_dek_external_id"] = dek } };
        (await owner.Vault.PutAsync("/me", Change("mine"))).Should(200);

        (await one.For(owner).Vault.PutAsync("/me", Change("another"))).ShouldRefuse(403, "delegation_not_permitted");
        (await one.For(owner).Vault.PutAsync("/me", Change("mine"))).Should(200);
    }

    [Fact, Rule("58", "extensions")]
    public async Task An_idempotency_key_of_the_owner_is_none_of_his_delegates()
    {
        var (owner, one) = (await server.NewUserAsync(), await server.NewUserAsync());
        await Delegating.DelegateAsync(owner, one, "admin");
        var body = new JsonObject { ["template_name"] = "custom", ["item"] = new JsonObject { ["label"] = "one" } };

        var first = (await owner.Vault.With("Idempotency-Key", "k").PostAsync("/items", body.DeepClone())).Should(200);
        var second = (await one.For(owner).Vault.With("Idempotency-Key", "k").PostAsync("/items", body.DeepClone())).Should(200);
        var third = (await one.For(owner).Vault.With("Idempotency-Key", "k").PostAsync("/items", body)).Should(200);

        second.Id().Should().NotBe(first.Id());
        third.Id().Should().Be(second.Id());
    }

    private static async Task<string> PairAsync(TestUser owner, string publicKey, string name) =>
        Delegating.Id((await owner.Keystore.PostAsync("/keypairs", new JsonObject
        {
            ["public_key"] = publicKey,
            ["encrypted_serialized_key"] = TestCryppo.Aes("private"),
            ["external_identifiers"] = new JsonArray(name),
        })).Should(200)["keypair"]!);

    private static async Task<string> SnapshotAsync(TestUser user)
    {
        var answers = new List<string>();
        foreach (var path in new[] { "/me", "/items", "/connections", "/invitations", "/incoming_shares", "/outgoing_shares", "/client_task_queue" })
        {
            answers.Add((await user.Vault.GetAsync(path)).Should(200).Text);
        }

        return string.Join('\n', answers);
    }

    [GeneratedRegex("{[^}]+}")]
    private static partial Regex Parameter();
}
