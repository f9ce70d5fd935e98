using System.Text.Json.Nodes;
using Meeco.Cryptography;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Server.Tests.Sharing;
using Microsoft.Extensions.DependencyInjection;

namespace Meeco.Server.Tests.Operation;

/// <summary>Limits that are no other domain's: each is a setting, and answers with the wire's error.</summary>
public sealed class LimitTests
{
    private const string Elsewhere = "203.0.113.5";

    [Fact, Rule("request-limit")]
    public async Task A_call_about_more_shares_than_it_may_be_is_413_and_does_nothing()
    {
        await using var server = MeecoServer.With(("MaxSharesPerCall", "1"));
        var story = new Story(server);
        var (alice, bob, carlos) = (await story.UserAsync(), await story.UserAsync(), await story.UserAsync());
        await Story.ConnectAsync(alice, bob);
        await Story.ConnectAsync(alice, carlos);
        var item = await Story.ItemAsync(alice, "plate");
        var two = Story.Shares(Story.ShareOf(item, bob), Story.ShareOf(item, carlos));

        (await alice.Vault.PostAsync($"/items/{item.Id}/shares", two)).ShouldRefuse(413, "payload_too_large");
        (await alice.Vault.PatchAsync("/shares", new JsonObject { ["shares_to_delete"] = new JsonArray("a", "b") }))
            .ShouldRefuse(413, "payload_too_large");
        (await alice.Vault.PutAsync("/shares", new JsonObject { ["shares"] = new JsonArray(new JsonObject(), new JsonObject()) }))
            .ShouldRefuse(413, "payload_too_large");
        (await alice.Vault.PutAsync($"/items/{item.Id}/shares", new JsonObject { ["share_deks"] = new JsonArray(new JsonObject(), new JsonObject()) }))
            .ShouldRefuse(413, "payload_too_large");

        (await alice.Vault.GetAsync($"/items/{item.Id}/shares")).Should(200)["shares"]!.AsArray().Should().BeEmpty();
        await Story.ShareAsync(alice, item, bob);
    }

    [Fact, Rule("request-limit")]
    public async Task Failed_log_ins_are_limited_per_address_whatever_the_names_and_a_success_takes_back_its_own_alone()
    {
        await using var server = MeecoServer.With(("MaxLoginAttemptsPerAddress", "3"));
        var here = server.Anonymous.With(TestAddress.Header, Elsewhere);
        var known = new TestSrp(here, "known");
        (await known.RegisterAsync()).Should(200);

        (await new TestSrp(here, "first").LogInAsync()).ShouldRefuse(401, "login_failed");
        (await new TestSrp(here, "second").LogInAsync()).ShouldRefuse(401, "login_failed");
        (await known.LogInAsync()).Should(200);
        (await known.LogInAsync()).Should(200);
        (await new TestSrp(here, "third").LogInAsync()).ShouldRefuse(401, "login_failed");

        (await known.ChallengeAsync(new SrpClient("known"))).ShouldRefuse(429, "rate_limited")
            .RetryAfter.Should().Be(TimeSpan.FromMinutes(15));
        (await new TestSrp(server.Anonymous.With(TestAddress.Header, "203.0.113.6"), "known").LogInAsync()).Should(200);
        await server.RestartAsync();
        here = server.Anonymous.With(TestAddress.Header, Elsewhere);
        (await new TestSrp(here, "known").ChallengeAsync(new SrpClient("known"))).ShouldRefuse(429, "rate_limited");
        server.Clock.Advance(TimeSpan.FromMinutes(15));
        (await new TestSrp(here, "known").LogInAsync()).Should(200);
    }

    [Fact]
    public async Task Callers_on_this_machine_are_not_counted_by_address_unless_the_setting_says_so()
    {
        await using var server = MeecoServer.With(("MaxLoginAttempts", "1000"));

        for (var attempt = 0; attempt < 3; attempt++)
        {
            (await new TestSrp(server.Anonymous, $"name-{attempt}").LogInAsync()).ShouldRefuse(401, "login_failed");
        }

        await using var scope = server.Scope();
        Addresses(scope.ServiceProvider).Should().BeEmpty();
    }

    private static List<string> Addresses(IServiceProvider services) =>
        [.. services.GetRequiredService<MeecoDb>().LoginAttempts
            .Select(attempt => attempt.Username)
            .Where(name => name.Contains("address"))];
}
