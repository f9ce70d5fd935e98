using System.Text.Json.Nodes;
using Meeco.Cryptography;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Tests.Shared;

namespace Meeco.Server.Tests.Accounts;

public sealed class RegistrationTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact]
    [Rule("71")]
    public async Task User_names_are_given_out_fresh_and_without_a_dot()
    {
        var one = (await server.Anonymous.PostAsync("/keystore/srp/username", new JsonObject())).Should(200);
        var other = (await server.Anonymous.PostAsync("/keystore/srp/username", new JsonObject())).Should(200);

        var name = one["username"]!.GetValue<string>();
        name.Should().NotBeEmpty().And.NotContain(".").And.NotBe(other["username"]!.GetValue<string>());
        one["expires_at"]!.GetValue<DateTimeOffset>().Should().BeAfter(server.Clock.GetUtcNow());
    }

    [Fact]
    [Rule("72")]
    public async Task A_user_registers_with_salt_and_verifier_and_logs_in_with_his_proof()
    {
        var srp = NewUser();
        var client = new SrpClient(srp.Username);

        (await srp.RegisterAsync()).Should(200)["user"]!["username"]!.GetValue<string>().Should().Be(srp.Username);
        var session = (await srp.ProveAsync(client, (await srp.ChallengeAsync(client)).Should(200))).Should(200);

        session["session"]!["username"]!.GetValue<string>().Should().Be(srp.Username);
        session["session"]!["session_authentication_string"]!.GetValue<string>().Should().HaveLength(43);
        session["session"]!["valid_from"]!.GetValue<DateTimeOffset>().Should().Be(server.Clock.GetUtcNow());
        client.VerifyServer(session["srp_m2"]!.GetValue<string>()).Should().BeTrue();
    }

    [Fact]
    public async Task A_taken_user_name_is_refused_as_the_published_client_expects_it()
    {
        var srp = NewUser();
        (await srp.RegisterAsync()).Should(200);

        (await srp.RegisterAsync()).ShouldRefuse(400, "username_taken");
        (await srp.LogInAsync()).Should(200);
    }

    [Theory]
    [InlineData("username", "has.dot")]
    [InlineData("username", "has blank")]
    [InlineData("username", "")]
    [InlineData("srp_salt", "00")]
    [InlineData("srp_salt", "not hexadecimal")]
    [InlineData("srp_verifier", "abcd")]
    public async Task A_registration_with_a_bad_member_is_refused_and_names_it(string member, string value)
    {
        var body = new JsonObject
        {
            ["username"] = Guid.NewGuid().ToString("N"),
            ["srp_salt"] = new string('a', 64),
            ["srp_verifier"] = new string('b', 512),
        };
        body[member] = value;

        var answer = await server.Anonymous.PostAsync("/keystore/srp/users", body);

        answer.ShouldRefuse(422, "validation_failed");
        answer["errors"]![0]!["extra_info"]!["field"]!.GetValue<string>().Should().Be(member);
    }

    [Fact]
    public async Task A_verifier_that_is_zero_modulo_the_group_is_refused()
    {
        var answer = await server.Anonymous.PostAsync("/keystore/srp/users", new JsonObject
        {
            ["username"] = Guid.NewGuid().ToString("N"),
            ["srp_salt"] = new string('a', 64),
            ["srp_verifier"] = new string('0', 512),
        });

        answer.ShouldRefuse(422, "validation_failed");
    }

    [Fact]
    [Rule("74", "75")]
    public async Task An_admission_token_registers_a_public_key_once_and_the_session_is_for_the_key_holder_only()
    {
        var user = await server.NewUserAsync();
        var token = await AdmissionTokenAsync(user);
        var pem = TestPublicKeys.Pem(11);

        var made = (await RegisterAtVaultAsync(pem, token)).Should(200);

        using var pair = RsaKeyPair.FromPem(TestKeys.PrivatePem(11));
        var session = pair.DecryptToken(made["encrypted_session_authentication_string"]!.GetValue<string>());
        var me = await (server.Anonymous with { Token = session }).GetAsync("/vault/me");
        me.Should(200)["user"]!["id"]!.GetValue<string>().Should().Be(made["user"]!["id"]!.GetValue<string>());
        made["associations"]!.AsArray().Should().BeEmpty();
        (await RegisterAtVaultAsync(TestPublicKeys.Pem(12), token)).ShouldRefuse(401, "admission_token_invalid");
    }

    [Fact]
    [Rule("74")]
    public async Task A_newer_admission_token_voids_the_earlier_one_and_a_token_expires()
    {
        var user = await server.NewUserAsync();
        var earlier = await AdmissionTokenAsync(user);
        var later = await AdmissionTokenAsync(user);

        (await RegisterAtVaultAsync(TestPublicKeys.Pem(10), earlier)).ShouldRefuse(401, "admission_token_invalid");
        server.Clock.Advance(TimeSpan.FromHours(2));
        (await RegisterAtVaultAsync(TestPublicKeys.Pem(10), later)).ShouldRefuse(401, "admission_token_invalid");
    }

    [Fact]
    [Rule("generations")]
    public async Task A_key_that_is_registered_is_refused_in_any_spelling_and_the_token_stays_good()
    {
        var user = await server.NewUserAsync();
        (await RegisterAtVaultAsync(TestPublicKeys.Pem(9), await AdmissionTokenAsync(user))).Should(200);
        var token = await AdmissionTokenAsync(user);

        (await RegisterAtVaultAsync(TestPublicKeys.Pem(9).ReplaceLineEndings("\n"), token)).ShouldRefuse(409, "already_exists");
        (await RegisterAtVaultAsync(TestPublicKeys.Pem(8), token)).Should(200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")]
    public async Task A_public_key_that_is_none_is_refused(string pem)
    {
        var user = await server.NewUserAsync();

        (await RegisterAtVaultAsync(pem, await AdmissionTokenAsync(user))).ShouldRefuse(422, "validation_failed");
    }

    private TestSrp NewUser() => new(server.Anonymous, Guid.NewGuid().ToString("N"));

    private Task<TestAnswer> RegisterAtVaultAsync(string pem, string token) =>
        server.Anonymous.PostAsync("/vault/me", new JsonObject { ["public_key"] = pem, ["admission_token"] = token });

    private static async Task<string> AdmissionTokenAsync(TestUser user)
    {
        var answer = (await user.Keystore.GetAsync("/external_admission_tokens")).Should(200);
        answer["external_admission_token"]!["passphrase_store_admission_token"]!.GetValue<string>().Should().NotBeEmpty();
        return answer["external_admission_token"]!["vault_api_admission_token"]!.GetValue<string>();
    }
}
