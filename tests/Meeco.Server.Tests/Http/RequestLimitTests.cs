using System.Net;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Items;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Http;

public sealed class RequestLimitTests
{
    private const string Elsewhere = "203.0.113.5";

    // One a minute comes back, so that none does during a test.
    private static MeecoServer Limited(int burst = 3) => MeecoServer.With(("RequestsPerMinute", "1"), ("RequestBurst", $"{burst}"));

    [Fact, Rule("request-limit")]
    public async Task A_session_that_calls_too_often_is_told_when_to_come_again()
    {
        await using var server = Limited();
        var user = await server.NewUserAsync();
        await UseUpAsync(user.Vault, 3);

        var refused = await user.Vault.GetAsync("/me");

        refused.ShouldRefuse(429, "rate_limited");
        refused.RetryAfter.Should().Be(TimeSpan.FromMinutes(1));
    }

    [Fact, Rule("request-limit")]
    public async Task Every_session_has_a_limit_of_its_own_at_vault_and_keystore()
    {
        await using var server = Limited();
        var user = await server.NewUserAsync();
        var other = await server.NewUserAsync();
        var another = await server.NewSessionAsync(user);
        await UseUpAsync(user.Vault, 3);
        (await user.Vault.GetAsync("/me")).Should(429);

        (await other.Vault.GetAsync("/me")).Should(200);
        (await another.Vault.GetAsync("/me")).Should(200);
        (await user.Keystore.GetAsync("/data_encryption_keys/1")).Should(404);
    }

    [Fact, Rule("request-limit")]
    public async Task What_is_refused_so_can_be_sent_again_with_its_key()
    {
        await using var server = MeecoServer.With(("RequestsPerMinute", "60"), ("RequestBurst", "1"));
        var user = await server.NewUserAsync();
        var caller = user.Vault.With("Idempotency-Key", "again");
        TestAnswer answer;
        do
        {
            answer = await user.Vault.PostAsync("/items", Drawer.NewItem("filler"));
        }
        while (answer.Status != 429);

        while ((answer = await caller.PostAsync("/items", Drawer.NewItem("again"))).Status == 429)
        {
            // Several instances go by their clocks, and one alone by the system's.
            server.Clock.Advance(answer.RetryAfter!.Value);
            await Task.Delay(answer.RetryAfter!.Value, TestContext.Current.CancellationToken);
        }

        answer.Should(200);
    }

    [Fact, Rule("request-limit")]
    public async Task Who_has_no_session_is_limited_by_his_address()
    {
        await using var server = Limited();
        var here = server.Anonymous.With(TestAddress.Header, Elsewhere);
        await UseUpAsync(here, 3, "/health");

        (await here.GetAsync("/health")).ShouldRefuse(429, "rate_limited");
        (await server.Anonymous.With(TestAddress.Header, "203.0.113.6").GetAsync("/health")).Should(200);
    }

    [Fact, Rule("request-limit")]
    public async Task The_addresses_of_one_IPv6_network_count_as_one()
    {
        await using var server = Limited();
        await UseUpAsync(server.Anonymous.With(TestAddress.Header, "2001:db8:0:1::1"), 3, "/health");

        (await server.Anonymous.With(TestAddress.Header, "2001:db8:0:1::2").GetAsync("/health")).Should(429);
        (await server.Anonymous.With(TestAddress.Header, "2001:db8:0:2::1").GetAsync("/health")).Should(200);
    }

    [Fact, Rule("request-limit")]
    public async Task A_token_that_nobody_knows_has_no_limit_of_its_own()
    {
        await using var server = Limited();
        for (var tries = 0; tries < 3; tries++)
        {
            (await Stranger(server).GetAsync("/me")).Should(401);
        }

        (await Stranger(server).GetAsync("/me")).Should(429);
    }

    [Fact, Rule("request-limit")]
    public async Task Who_acts_for_somebody_and_may_not_is_limited_all_the_same()
    {
        await using var server = Limited();
        var user = await server.NewUserAsync();
        var owner = await server.NewUserAsync();
        var acting = user.Vault.With("Meeco-Delegation-Id", owner.Id);
        for (var tries = 0; tries < 3; tries++)
        {
            (await acting.GetAsync("/me")).Should(403);
        }

        (await acting.GetAsync("/me")).Should(429);
        (await owner.Vault.GetAsync("/me")).Should(200);
    }

    [Fact, Rule("request-limit")]
    public async Task Files_count_too()
    {
        await using var server = Limited();
        var address = server.Anonymous.With(TestAddress.Header, Elsewhere);
        await UseUpAsync(address, 3, "/health");

        (await address.SendAsync(HttpMethod.Put, "/vault/blobs/upload/1/signature", "bytes")).Should(429);
    }

    [Fact, Rule("request-limit")]
    public async Task Callers_on_this_machine_are_not_limited_unless_a_number_is_set()
    {
        await using var server = MeecoServer.With(("RequestBurst", "3"));
        var user = await server.NewUserAsync();

        await UseUpAsync(user.Vault, 20);
    }

    [Fact, Rule("request-limit")]
    public async Task Callers_from_elsewhere_are_limited_where_nothing_is_set()
    {
        await using var server = MeecoServer.With(("RequestBurst", "1"));
        var user = await server.NewUserAsync();
        var elsewhere = user.Vault.With(TestAddress.Header, Elsewhere);

        (await UntilRefusedAsync(elsewhere)).ShouldRefuse(429, "rate_limited");
    }

    [Theory, Rule("request-limit")]
    [InlineData("X-Forwarded-For")]
    [InlineData("Forwarded")]
    public async Task A_proxy_on_this_machine_does_not_lend_its_address(string header)
    {
        await using var server = MeecoServer.With(("RequestBurst", "1"));
        var user = await server.NewUserAsync();

        (await UntilRefusedAsync(user.Vault.With(header, Elsewhere))).ShouldRefuse(429, "rate_limited");
    }

    [Fact, Rule("request-limit")]
    public async Task Zero_turns_the_limit_off()
    {
        await using var server = MeecoServer.With(("RequestsPerMinute", "0"), ("RequestBurst", "1"));
        var user = await server.NewUserAsync();

        await UseUpAsync(user.Vault.With(TestAddress.Header, Elsewhere), 20);
    }

    private static TestCaller Stranger(MeecoServer server) => new(server.Anonymous.Client, "/vault", Guid.NewGuid().ToString());

    private static async Task UseUpAsync(TestCaller caller, int requests, string path = "/me")
    {
        for (var request = 0; request < requests; request++)
        {
            (await caller.GetAsync(path)).Should((int)HttpStatusCode.OK);
        }
    }

    // 200 a second come back: several at once outrun them.
    private static async Task<TestAnswer> UntilRefusedAsync(TestCaller caller)
    {
        while (true)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => caller.GetAsync("/me")));
            if (answers.FirstOrDefault(answer => answer.Status != (int)HttpStatusCode.OK) is { } refused)
            {
                return refused;
            }
        }
    }
}
