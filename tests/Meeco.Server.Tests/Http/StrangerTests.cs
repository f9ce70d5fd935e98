using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Items;

namespace Meeco.Server.Tests.Http;

/// <summary>Who may not: no token, the other service's token, somebody else's token.</summary>
public sealed partial class StrangerTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    private static readonly string[] Open =
    [
        "GET /health",
        "GET /health/live",
        "GET /health/ready",
        "GET /vault/version",
        "GET /keystore/version",
        "POST /keystore/srp/username",
        "POST /keystore/srp/users",
        "POST /keystore/srp/challenges",
        "POST /keystore/srp/session",
        "POST /vault/me",
        "POST /vault/session",
        "PUT /vault/blobs/upload/{id}/{signature}",
        "GET /vault/blobs/public/{id}/{digest}",
    ];

    [Fact]
    public async Task Every_other_endpoint_is_401_without_a_token_and_with_the_other_services_token()
    {
        var user = await server.NewUserAsync();
        await using var scope = server.Scope();
        var routes = ApiDocumentTests.RoutesOf(scope.ServiceProvider).ToList();
        routes.Select(route => $"{route.Method} {route.Path}").Should().Contain(Open);

        foreach (var (method, path) in routes.Where(route => !Open.Contains($"{route.Method} {route.Path}")))
        {
            var wrong = path.StartsWith("/vault/", StringComparison.Ordinal) ? user.KeystoreToken : user.VaultToken;
            foreach (var token in (string?[])[null, wrong])
            {
                var answer = await (server.Anonymous with { Token = token })
                    .SendAsync(new HttpMethod(method), Parameter().Replace(path, "x"), method == "GET" ? null : "{}");
                answer.ShouldRefuse(401, "unauthorized");
            }
        }
    }

    [Fact]
    public async Task A_stranger_reaches_no_item_and_no_slot_and_changes_nothing()
    {
        var owner = await server.NewUserAsync();
        var stranger = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(owner, "private", Drawer.Slot("a", "1"));
        var slot = $"/slots/{item.SlotId("a")}";

        (await stranger.Vault.GetAsync(item.Path())).ShouldRefuse(404, "not_found");
        (await stranger.Vault.PutAsync(item.Path(), Drawer.Change(Drawer.Slot("a", "2")))).ShouldRefuse(404, "not_found");
        (await stranger.Vault.DeleteAsync(item.Path())).ShouldRefuse(404, "not_found");
        (await stranger.Vault.GetAsync(slot)).ShouldRefuse(404, "not_found");
        (await stranger.Vault.DeleteAsync(slot)).ShouldRefuse(404, "not_found");
        (await stranger.Vault.GetAsync($"/items?item_ids={item.Id()}"))["items"]!.AsArray().Should().BeEmpty();
        (await stranger.Vault.GetAsync($"/items?owner_id={owner.Id}"))["items"]!.AsArray().Should().BeEmpty();
        var own = await Drawer.MakeAsync(stranger, "own", Drawer.Slot("a", "1"));
        (await stranger.Vault.PutAsync(own.Path(), Drawer.Change(new JsonObject { ["id"] = item.SlotId("a"), ["_destroy"] = true })))
            .ShouldRefuse(404, "not_found");

        (await owner.Vault.GetAsync(item.Path())).Should(200).Text.Should().Be(item.Text);
    }

    [Fact]
    public async Task A_stranger_reaches_no_key_and_changes_nothing()
    {
        var owner = await server.NewUserAsync();
        var stranger = await server.NewUserAsync();
        var dek = (await owner.Keystore.PostAsync(
            "/data_encryption_keys",
            new JsonObject { ["serialized_data_encryption_key"] = TestCryppo.Aes("dek") })).Should(200);
        var pair = (await owner.Keystore.PostAsync("/keypairs", new JsonObject
        {
            ["public_key"] = TestPublicKeys.Pem(1),
            ["encrypted_serialized_key"] = TestCryppo.Aes("private"),
            ["external_identifiers"] = new JsonArray("auth"),
        })).Should(200);
        await owner.Keystore.PostAsync("/key_encryption_key", new JsonObject { ["serialized_key_encryption_key"] = TestCryppo.Aes("kek") });
        var dekPath = $"/data_encryption_keys/{dek["data_encryption_key"]!["id"]!.GetValue<string>()}";
        var pairPath = $"/keypairs/{pair["keypair"]!["id"]!.GetValue<string>()}";

        (await stranger.Keystore.GetAsync(dekPath)).ShouldRefuse(404, "not_found");
        (await stranger.Keystore.DeleteAsync(dekPath)).ShouldRefuse(404, "not_found");
        (await stranger.Keystore.GetAsync(pairPath)).ShouldRefuse(404, "not_found");
        (await stranger.Keystore.PatchAsync(pairPath, new JsonObject { ["metadata"] = new JsonObject { ["mine"] = true } })).ShouldRefuse(404, "not_found");
        (await stranger.Keystore.DeleteAsync(pairPath)).ShouldRefuse(404, "not_found");
        (await stranger.Keystore.GetAsync("/keypairs/external_id/auth")).ShouldRefuse(404, "not_found");
        (await stranger.Keystore.GetAsync("/key_encryption_key")).ShouldRefuse(404, "not_found");

        (await owner.Keystore.GetAsync(dekPath)).Should(200).Text.Should().Be(dek.Text);
        (await owner.Keystore.GetAsync(pairPath)).Should(200).Text.Should().Be(pair.Text);
    }

    [Theory]
    [InlineData("not-an-id")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("1")]
    public async Task An_id_that_is_none_names_nothing(string id)
    {
        var user = await server.NewUserAsync();

        (await user.Vault.GetAsync($"/items/{id}")).ShouldRefuse(404, "not_found");
        (await user.Vault.GetAsync($"/slots/{id}")).ShouldRefuse(404, "not_found");
        (await user.Vault.GetAsync($"/item_templates/{id}")).ShouldRefuse(404, "not_found");
        (await user.Keystore.GetAsync($"/keypairs/{id}")).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task An_id_of_another_kind_names_nothing()
    {
        var user = await server.NewUserAsync();
        var item = await Drawer.MakeAsync(user, "kinds", Drawer.Slot("a", "1"));

        (await user.Vault.GetAsync($"/items/{item.SlotId("a")}")).ShouldRefuse(404, "not_found");
        (await user.Vault.GetAsync($"/slots/{item.Id()}")).ShouldRefuse(404, "not_found");
        (await user.Keystore.GetAsync($"/keypairs/{item.Id()}")).ShouldRefuse(404, "not_found");
    }

    [GeneratedRegex("{[^}]+}")]
    private static partial Regex Parameter();
}
