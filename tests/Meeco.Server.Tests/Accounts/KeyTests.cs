using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Accounts;

public sealed class KeyTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact]
    [Rule("73")]
    public async Task A_user_has_one_key_encryption_key_and_another_cannot_take_its_place()
    {
        var user = await server.NewUserAsync();
        (await user.Keystore.GetAsync("/key_encryption_key")).ShouldRefuse(404, "not_found");

        var stored = (await user.Keystore.PostAsync("/key_encryption_key", Kek("kek"))).Should(201);
        (await user.Keystore.PostAsync("/key_encryption_key", Kek("other"))).ShouldRefuse(409, "already_exists");
        (await user.Keystore.PostAsync("/key_encryption_key", Kek("kek"))).Should(201).Text.Should().Be(stored.Text);

        (await user.Keystore.GetAsync("/key_encryption_key")).Should(200).Text.Should().Be(stored.Text);
        stored["key_encryption_key"]!["serialized_key_encryption_key"]!.GetValue<string>().Should().Be(TestCryppo.Aes("kek"));
    }

    [Fact]
    [Rule("73")]
    public async Task Data_encryption_keys_are_stored_read_and_deleted_by_their_user()
    {
        var user = await server.NewUserAsync();

        var stored = (await user.Keystore.PostAsync("/data_encryption_keys", Dek("dek"))).Should(200);
        var path = $"/data_encryption_keys/{stored["data_encryption_key"]!["id"]!.GetValue<string>()}";

        (await user.Keystore.GetAsync(path)).Should(200).Text.Should().Be(stored.Text);
        (await user.Keystore.DeleteAsync(path)).Should(204);
        (await user.Keystore.GetAsync(path)).ShouldRefuse(404, "not_found");
        (await user.Keystore.DeleteAsync(path)).ShouldRefuse(404, "not_found");
    }

    [Theory]
    [InlineData("/key_encryption_key", "serialized_key_encryption_key")]
    [InlineData("/data_encryption_keys", "serialized_data_encryption_key")]
    [Rule("73")]
    public async Task A_key_that_is_not_encrypted_is_refused(string path, string member)
    {
        var user = await server.NewUserAsync();

        (await user.Keystore.PostAsync(path, new JsonObject { [member] = "my key in clear" })).ShouldRefuse(422, "invalid_cryppo");
        (await user.Keystore.PostAsync(path, new JsonObject())).ShouldRefuse(422, "validation_failed");
    }

    [Fact]
    [Rule("13")]
    public async Task A_key_pair_is_found_by_id_and_by_external_identifier_with_its_public_key_byte_for_byte()
    {
        var user = await server.NewUserAsync();

        var stored = (await user.Keystore.PostAsync("/keypairs", Pair("auth"))).Should(200);

        var id = stored["keypair"]!["id"]!.GetValue<string>();
        (await user.Keystore.GetAsync($"/keypairs/{id}")).Should(200).Text.Should().Be(stored.Text);
        (await user.Keystore.GetAsync("/keypairs/external_id/auth")).Should(200).Text.Should().Be(stored.Text);
        stored["keypair"]!["public_key"]!.GetValue<string>().Should().Be(TestPublicKeys.Pem(1));
        stored["keypair"]!["metadata"]!.ToJsonString().Should().Be("{}", "the log-in pair is posted without metadata");
        stored["keypair"]!["external_identifiers"]!.ToJsonString().Should().Be("""["auth"]""");
    }

    [Fact]
    public async Task An_external_identifier_names_one_pair_of_a_user()
    {
        var user = await server.NewUserAsync();
        var other = await server.NewUserAsync();
        (await user.Keystore.PostAsync("/keypairs", Pair("auth"))).Should(200);

        (await user.Keystore.PostAsync("/keypairs", Pair("auth"))).ShouldRefuse(409, "already_exists");
        (await other.Keystore.PostAsync("/keypairs", Pair("auth"))).Should(200);
        (await user.Keystore.GetAsync("/keypairs/external_id/nothing")).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task Identifiers_and_metadata_of_a_pair_change_and_its_keys_do_not()
    {
        var user = await server.NewUserAsync();
        var stored = (await user.Keystore.PostAsync("/keypairs", Pair("one", "two"))).Should(200);
        var path = $"/keypairs/{stored["keypair"]!["id"]!.GetValue<string>()}";

        var changed = await user.Keystore.PatchAsync(path, new JsonObject
        {
            ["external_identifiers"] = new JsonArray("two", "three"),
            ["metadata"] = new JsonObject { ["for"] = "tests" },
            ["public_key"] = TestPublicKeys.Pem(2),
        });

        changed.Should(200)["keypair"]!["external_identifiers"]!.ToJsonString().Should().Be("""["two","three"]""");
        changed["keypair"]!["metadata"]!.ToJsonString().Should().Be("""{"for":"tests"}""");
        changed["keypair"]!["public_key"]!.GetValue<string>().Should().Be(TestPublicKeys.Pem(1));
        (await user.Keystore.GetAsync("/keypairs/external_id/one")).Should(404);
        (await user.Keystore.PatchAsync(path, new JsonObject())).Should(200).Text.Should().Be(changed.Text);
    }

    [Fact]
    public async Task A_deleted_pair_is_gone_by_id_and_identifier()
    {
        var user = await server.NewUserAsync();
        var stored = (await user.Keystore.PostAsync("/keypairs", Pair("auth"))).Should(200);
        var path = $"/keypairs/{stored["keypair"]!["id"]!.GetValue<string>()}";

        (await user.Keystore.DeleteAsync(path)).Should(204);

        (await user.Keystore.GetAsync(path)).Should(404);
        (await user.Keystore.GetAsync("/keypairs/external_id/auth")).Should(404);
    }

    [Theory]
    [InlineData("public_key", "\"no key\"", "validation_failed")]
    [InlineData("encrypted_serialized_key", "\"-----BEGIN RSA PRIVATE KEY-----\"", "invalid_cryppo")]
    [InlineData("metadata", "[1]", "validation_failed")]
    [InlineData("external_identifiers", "[\"\"]", "validation_failed")]
    [Rule("13", "73")]
    public async Task A_pair_with_a_bad_member_is_refused(string member, string value, string code)
    {
        var user = await server.NewUserAsync();
        var body = Pair("auth");
        body[member] = JsonNode.Parse(value);

        (await user.Keystore.PostAsync("/keypairs", body)).ShouldRefuse(422, code);
        (await user.Keystore.GetAsync("/keypairs/external_id/auth")).Should(404);
    }

    private static JsonObject Kek(string mark) => new() { ["serialized_key_encryption_key"] = TestCryppo.Aes(mark) };

    private static JsonObject Dek(string mark) => new() { ["serialized_data_encryption_key"] = TestCryppo.Aes(mark) };

    private static JsonObject Pair(params string[] identifiers) => new()
    {
        ["public_key"] = TestPublicKeys.Pem(1),
        ["encrypted_serialized_key"] = TestCryppo.Aes("private key"),
        ["external_identifiers"] = new JsonArray([.. identifiers.Select(identifier => JsonValue.Create(identifier))]),
    };
}
