using System.Text.Json.Nodes;
using Meeco.Cryptography;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Tests.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Accounts;

public sealed class SessionTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact]
    [Rule("76", "generations")]
    public async Task A_token_is_taken_raw_and_after_Bearer()
    {
        var user = await server.NewUserAsync();

        (await user.Vault.GetAsync("/me")).Should(200);
        (await (user.Vault with { Token = $"Bearer {user.VaultToken}" }).GetAsync("/me")).Should(200);
        (await (user.Vault with { Token = $"bearer {user.VaultToken}" }).GetAsync("/me")).Should(200);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("undefined")]
    [InlineData("Bearer ")]
    [InlineData("Bearer AAAA")]
    [Rule("generations")]
    public async Task An_absent_empty_undefined_or_unknown_token_is_401(string? token)
    {
        (await (server.Anonymous with { Token = token }).GetAsync("/vault/me")).ShouldRefuse(401, "unauthorized");
        (await (server.Anonymous with { Token = token }).GetAsync("/keystore/session")).ShouldRefuse(401, "unauthorized");
    }

    [Fact]
    public async Task The_tokens_of_vault_and_keystore_are_different_tokens()
    {
        var user = await server.NewUserAsync();

        (await (user.Vault with { Token = user.KeystoreToken }).GetAsync("/me")).ShouldRefuse(401, "unauthorized");
        (await (user.Keystore with { Token = user.VaultToken }).GetAsync("/session")).ShouldRefuse(401, "unauthorized");
    }

    [Fact]
    public async Task Headers_of_both_generations_that_say_nothing_are_absent()
    {
        var user = await server.NewUserAsync();

        var answer = await user.Vault
            .With("Meeco-Subscription-Key", "null")
            .With("Meeco-Delegation-Id", "")
            .With("Meeco-Organisation-Id", "")
            .With("Meeco-Srt", "undefined")
            .With("authorizationoidc2", "undefined")
            .With("delegation_id", "undefined")
            .GetAsync("/me");

        answer.Should(200)["user"]!["id"]!.GetValue<string>().Should().Be(user.Id);
    }

    [Fact]
    public async Task Log_out_ends_the_token_at_once_and_no_other()
    {
        var user = await server.NewUserAsync();
        var other = await server.NewUserAsync();

        (await user.Vault.DeleteAsync("/session")).Should(204);
        (await user.Keystore.DeleteAsync("/session")).Should(204);

        (await user.Vault.GetAsync("/me")).ShouldRefuse(401, "unauthorized");
        (await user.Keystore.GetAsync("/session")).ShouldRefuse(401, "unauthorized");
        (await other.Vault.GetAsync("/me")).Should(200);
        (await other.Keystore.GetAsync("/session")).Should(200);
    }

    [Fact]
    [Rule("77")]
    public async Task A_session_lives_as_long_as_was_asked_and_no_longer_than_the_server_allows()
    {
        var srp = new TestSrp(server.Anonymous, Guid.NewGuid().ToString("N"));
        (await srp.RegisterAsync()).Should(200);
        var shortOne = await srp.LogInAsync(validFor: 60);
        var longOne = await srp.LogInAsync(validFor: 1e12);

        End(shortOne).Should().Be(server.Clock.GetUtcNow().AddSeconds(60));
        End(longOne).Should().Be(server.Clock.GetUtcNow().AddHours(24));
        server.Clock.Advance(TimeSpan.FromSeconds(60));
        (await Keystore(shortOne).GetAsync("/session")).ShouldRefuse(401, "unauthorized");
        (await Keystore(longOne).GetAsync("/session")).Should(200)["valid_till"]!.GetValue<DateTimeOffset>().Should().Be(End(longOne));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [Rule("77")]
    public async Task A_lifetime_that_is_not_positive_is_refused(double seconds)
    {
        var answer = await server.Anonymous.PostAsync(
            "/vault/session",
            new JsonObject { ["public_key"] = TestPublicKeys.Pem(1), ["valid_for"] = seconds });

        answer.ShouldRefuse(422, "validation_failed");
    }

    [Fact]
    [Rule("75", "generations")]
    public async Task Log_in_finds_the_user_by_his_key_however_its_PEM_is_spelled()
    {
        var user = await server.NewUserAsync();
        var token = (await user.Keystore.GetAsync("/external_admission_tokens"))["external_admission_token"]!["vault_api_admission_token"]!;
        var registered = (await server.Anonymous.PostAsync(
            "/vault/me",
            new JsonObject { ["public_key"] = TestPublicKeys.Pem(7), ["admission_token"] = token.GetValue<string>() })).Should(200);

        var answer = await server.Anonymous.PostAsync(
            "/vault/session",
            new JsonObject { ["public_key"] = TestPublicKeys.Pem(7).ReplaceLineEndings("\n") });

        using var pair = RsaKeyPair.FromPem(TestKeys.PrivatePem(7));
        var session = pair.DecryptToken(answer.Should(200)["session"]!["encrypted_session_authentication_string"]!.GetValue<string>());
        var me = await (server.Anonymous with { Token = session }).GetAsync("/vault/me");
        me.Should(200)["user"]!["id"]!.GetValue<string>().Should().Be(registered["user"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Log_in_with_a_key_that_nobody_registered_is_401()
    {
        var answer = await server.Anonymous.PostAsync("/vault/session", new JsonObject { ["public_key"] = TestPublicKeys.Pem(6) });

        answer.ShouldRefuse(401, "login_failed");
    }

    [Fact]
    public async Task All_sessions_or_all_others_can_be_ended()
    {
        var user = await server.NewUserAsync();
        var second = await LimitedAsync(user, 600);
        var third = await LimitedAsync(user, 600);

        (await second.DeleteAsync("/session/all?except_current=true")).Should(204);
        (await third.GetAsync("/session")).Should(401);
        (await user.Keystore.GetAsync("/session")).Should(401);
        (await second.GetAsync("/session")).Should(200);
        (await second.DeleteAsync("/session/all")).Should(204);
        (await second.GetAsync("/session")).Should(401);
    }

    [Fact]
    [Rule("77")]
    public async Task A_session_opened_from_another_does_not_outlive_it()
    {
        var user = await server.NewUserAsync();
        var first = await LimitedAsync(user, 100);
        var second = (await first.PostAsync("/session/limited_in_time", new JsonObject { ["valid_for"] = 5000 })).Should(200);

        End(second).Should().Be(server.Clock.GetUtcNow().AddSeconds(100));
    }

    [Fact]
    [Rule("75", "77")]
    public async Task A_vault_session_opened_from_another_is_for_the_key_holder_too()
    {
        var user = await server.NewUserAsync();

        var answer = await user.Vault.PostAsync("/session/limited_in_time", new JsonObject { ["valid_for_seconds"] = 60 });

        var number = Enumerable.Range(1, TestKeys.Count).Single(key => TestPublicKeys.Pem(key) == user.PublicKey);
        using var pair = RsaKeyPair.FromPem(TestKeys.PrivatePem(number));
        var token = pair.DecryptToken(answer.Should(200)["session"]!["encrypted_session_authentication_string"]!.GetValue<string>());
        var session = await (user.Vault with { Token = token }).GetAsync("/session");
        session.Should(200)["session_type"]!.GetValue<string>().Should().Be("token");
        session["user_access_token"]!["expire_at"]!.GetValue<DateTimeOffset>().Should().Be(server.Clock.GetUtcNow().AddSeconds(60));
    }

    [Fact]
    public async Task Tokens_are_stored_hashed()
    {
        var user = await server.NewUserAsync();
        var token = (await user.Keystore.PostAsync("/session/limited_in_time", new JsonObject { ["valid_for"] = 60 }))
            .Should(200)["session"]!["session_authentication_string"]!.GetValue<string>();

        await using var scope = server.Scope();
        var hashes = await scope.ServiceProvider.GetRequiredService<MeecoDb>().KeystoreSessions
            .Select(session => session.TokenHash)
            .ToListAsync(TestContext.Current.CancellationToken);

        hashes.Should().OnlyContain(hash => hash.Length == 32);
        hashes.Should().NotContain(hash => hash.SequenceEqual(System.Text.Encoding.UTF8.GetBytes(token)));
    }

    [Fact]
    public async Task Open_sessions_of_a_user_are_bounded_and_the_oldest_goes_first()
    {
        await using var own = MeecoServer.With(("MaxSessionsPerUser", "3"));
        var user = await own.NewUserAsync();
        var second = await LimitedAsync(user, 600);
        await LimitedAsync(user, 600);
        await LimitedAsync(second, 600);

        (await user.Keystore.GetAsync("/session")).Should(401);
        (await second.GetAsync("/session")).Should(200);
    }

    [Fact]
    public async Task Ended_sessions_take_no_place_and_are_swept_away()
    {
        await using var own = MeecoServer.With(("MaxSessionsPerUser", "2"));
        var user = await own.NewUserAsync();
        await LimitedAsync(user, 60);
        own.Clock.Advance(TimeSpan.FromMinutes(2));
        await LimitedAsync(user, 60);
        (await user.Keystore.GetAsync("/session")).Should(200);
        await own.SweepAsync();

        await using var scope = own.Scope();
        (await scope.ServiceProvider.GetRequiredService<MeecoDb>().KeystoreSessions.CountAsync(TestContext.Current.CancellationToken))
            .Should().Be(2);
    }

    private static Task<TestCaller> LimitedAsync(TestUser user, int seconds) => LimitedAsync(user.Keystore, seconds);

    private static async Task<TestCaller> LimitedAsync(TestCaller keystore, int seconds)
    {
        var answer = await keystore.PostAsync("/session/limited_in_time", new JsonObject { ["valid_for"] = seconds });
        return keystore with { Token = answer.Should(200)["session"]!["session_authentication_string"]!.GetValue<string>() };
    }

    private TestCaller Keystore(TestAnswer session) => server.Anonymous with
    {
        Root = "/keystore",
        Token = session["session"]!["session_authentication_string"]!.GetValue<string>(),
    };

    private static DateTimeOffset End(TestAnswer session) => session.Should(200)["session"]!["valid_till"]!.GetValue<DateTimeOffset>();
}
