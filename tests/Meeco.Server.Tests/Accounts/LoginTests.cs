using System.Text.Json.Nodes;
using Meeco.Cryptography;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Accounts;

public sealed class LoginTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact]
    public async Task A_wrong_proof_is_answered_with_401_and_no_session()
    {
        var srp = await RegisteredAsync();

        (await srp.LogInAsync(right: false)).ShouldRefuse(401, "login_failed");
        (await srp.LogInAsync()).Should(200);
    }

    [Fact]
    public async Task A_challenge_works_once_whatever_came_of_it()
    {
        var srp = await RegisteredAsync();
        var client = new SrpClient(srp.Username);
        var challenge = await srp.ChallengeAsync(client);
        (await srp.ProveAsync(client, new string('0', 64))).ShouldRefuse(401, "login_failed");

        (await srp.ProveAsync(client, challenge)).ShouldRefuse(401, "login_failed");
    }

    [Fact]
    public async Task A_challenge_expires()
    {
        var srp = await RegisteredAsync();
        var client = new SrpClient(srp.Username);
        var challenge = await srp.ChallengeAsync(client);
        server.Clock.Advance(TimeSpan.FromMinutes(6));

        (await srp.ProveAsync(client, challenge)).ShouldRefuse(401, "login_failed");
    }

    [Fact]
    public async Task A_challenge_answers_only_the_client_value_it_was_made_for()
    {
        var srp = await RegisteredAsync();
        var challenge = await srp.ChallengeAsync(new SrpClient(srp.Username));

        (await srp.ProveAsync(new SrpClient(srp.Username), challenge)).ShouldRefuse(401, "login_failed");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("f")]
    public async Task A_client_value_that_is_zero_modulo_the_group_or_too_large_a_text_is_refused(string digit)
    {
        var a = digit == "0" ? new string('0', 512) : new string('f', 514);

        var answer = await server.Anonymous.PostAsync(
            "/keystore/srp/challenges",
            new JsonObject { ["username"] = "somebody", ["srp_a"] = a });

        answer.ShouldRefuse(422, "validation_failed");
    }

    [Fact]
    public async Task An_unknown_user_name_gets_a_challenge_like_a_known_one_the_same_after_a_restart()
    {
        await using var own = new MeecoServer();
        var known = new TestSrp(own.Anonymous, "known");
        (await known.RegisterAsync()).Should(200);
        var unknown = new TestSrp(own.Anonymous, "unknown");

        var real = await known.ChallengeAsync(new SrpClient("known"));
        var first = await unknown.ChallengeAsync(new SrpClient("unknown"));
        await own.RestartAsync();
        var second = await new TestSrp(own.Anonymous, "unknown").ChallengeAsync(new SrpClient("unknown"));

        Salt(first).Should().HaveLength(Salt(real).Length).And.Be(Salt(second));
        PublicValue(first).Should().HaveLength(PublicValue(real).Length).And.NotBe(PublicValue(second), "B is random for known names too");
        Salt(await new TestSrp(own.Anonymous, "another").ChallengeAsync(new SrpClient("another"))).Should().NotBe(Salt(first));
        (await new TestSrp(own.Anonymous, "unknown").LogInAsync()).ShouldRefuse(401, "login_failed");
    }

    [Fact]
    public async Task Failed_log_ins_are_limited_per_user_name_until_the_window_ends()
    {
        await using var own = MeecoServer.With(("MaxLoginAttempts", "3"));
        var srp = new TestSrp(own.Anonymous, "limited");
        (await srp.RegisterAsync()).Should(200);
        var other = new TestSrp(own.Anonymous, "other");
        (await other.RegisterAsync()).Should(200);
        var client = new SrpClient("limited");
        var open = await srp.ChallengeAsync(client);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            (await srp.LogInAsync(right: false)).ShouldRefuse(401, "login_failed");
        }

        var refused = await srp.ProveAsync(client, open);

        refused.ShouldRefuse(429, "rate_limited").RetryAfter.Should().Be(TimeSpan.FromMinutes(15));
        (await srp.ChallengeAsync(new SrpClient("limited"))).ShouldRefuse(429, "rate_limited");
        (await other.LogInAsync()).Should(200);
        await own.RestartAsync();
        srp = new TestSrp(own.Anonymous, "limited");
        (await srp.ChallengeAsync(new SrpClient("limited"))).ShouldRefuse(429, "rate_limited");
        own.Clock.Advance(TimeSpan.FromMinutes(15));
        (await srp.LogInAsync()).Should(200);
    }

    [Fact]
    public async Task A_success_forgets_the_failures_before_it()
    {
        await using var own = MeecoServer.With(("MaxLoginAttempts", "3"));
        var srp = new TestSrp(own.Anonymous, "careless");
        (await srp.RegisterAsync()).Should(200);
        for (var round = 0; round < 3; round++)
        {
            (await srp.LogInAsync(right: false)).Should(401);
            (await srp.LogInAsync()).Should(200);
        }
    }

    [Fact]
    public async Task Attempts_on_unknown_user_names_are_limited_like_those_on_known_ones()
    {
        await using var own = MeecoServer.With(("MaxLoginAttempts", "2"));
        var srp = new TestSrp(own.Anonymous, "nobody");

        (await srp.LogInAsync()).Should(401);
        (await srp.LogInAsync()).Should(401);
        (await srp.ChallengeAsync(new SrpClient("nobody"))).ShouldRefuse(429, "rate_limited");
    }

    [Fact]
    public async Task Open_challenges_are_bounded_in_number_per_name_and_altogether()
    {
        await using var own = MeecoServer.With(("MaxChallengesPerUsername", "3"), ("MaxChallenges", "5"));
        for (var number = 0; number < 6; number++)
        {
            (await new TestSrp(own.Anonymous, "same").ChallengeAsync(new SrpClient("same"))).Should(200);
        }

        (await CountAsync(own)).Should().Be(3);
        for (var number = 0; number < 6; number++)
        {
            (await new TestSrp(own.Anonymous, $"name{number}").ChallengeAsync(new SrpClient($"name{number}"))).Should(200);
        }

        (await CountAsync(own)).Should().Be(5);
    }

    [Fact]
    public async Task Expired_challenges_and_attempts_are_swept_away()
    {
        await using var own = new MeecoServer();
        for (var number = 0; number < 5; number++)
        {
            (await new TestSrp(own.Anonymous, $"name{number}").ChallengeAsync(new SrpClient($"name{number}"))).Should(200);
            (await new TestSrp(own.Anonymous, $"name{number}").LogInAsync()).Should(401);
        }

        own.Clock.Advance(TimeSpan.FromDays(1));
        (await new TestSrp(own.Anonymous, "later").LogInAsync()).Should(401);
        await own.SweepAsync();

        await using var scope = own.Scope();
        var db = scope.ServiceProvider.GetRequiredService<MeecoDb>();
        (await db.SrpChallenges.CountAsync(TestContext.Current.CancellationToken)).Should().Be(0);
        (await db.LoginAttempts.CountAsync(TestContext.Current.CancellationToken)).Should().Be(1);
    }

    private static async Task<int> CountAsync(MeecoServer own)
    {
        await using var scope = own.Scope();
        return await scope.ServiceProvider.GetRequiredService<MeecoDb>().SrpChallenges.CountAsync(TestContext.Current.CancellationToken);
    }

    private async Task<TestSrp> RegisteredAsync()
    {
        var srp = new TestSrp(server.Anonymous, Guid.NewGuid().ToString("N"));
        (await srp.RegisterAsync()).Should(200);
        return srp;
    }

    private static string Salt(TestAnswer challenge) => challenge["challenge"]!["challenge_salt"]!.GetValue<string>();

    private static string PublicValue(TestAnswer challenge) => challenge["challenge"]!["challenge_b"]!.GetValue<string>();
}
