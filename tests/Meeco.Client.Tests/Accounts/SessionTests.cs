using Meeco.Client.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Client.Tests.Accounts;

public sealed class SessionTests(RealServers servers) : IClassFixture<RealServers>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Rule("77")]
    public async Task A_session_is_limited_at_vault_and_keystore_alike()
    {
        var user = await servers.NewUserAsync();
        using var secret = user.User.GetSecret();

        using var session = await new AccountService(ClientSettings.Default).ConnectAsync(
            servers.Environment, RealServers.Passphrase, secret, TimeSpan.FromHours(2), Cancel);

        var vault = (await session.Apis.Users.GetSessionAsync(Cancel)).UserAccessToken.ExpireAt!.Value;
        var keystore = (await session.Apis.Keystore.GetSessionAsync(Cancel)).ValidTill;
        session.ValidUntil.Should().Be(keystore < vault ? keystore : vault);
        vault.Should().BeBefore(user.ValidUntil.AddHours(-20), "the server's own choice is a day");
        keystore.Should().BeBefore(user.ValidUntil.AddHours(-20));
        session.IsExpired.Should().BeFalse();
        session.Remaining.Should().BePositive().And.BeLessThanOrEqualTo(TimeSpan.FromHours(2));
    }

    [Theory, Rule("77")]
    [InlineData("GET /vault/session", "expire_at")]
    [InlineData("POST /keystore/srp/session", "valid_till")]
    public async Task The_sooner_end_of_the_two_counts(string call, string member)
    {
        var user = await servers.NewUserAsync();
        var transport = new HookedTransport(async sent =>
        {
            var answer = await sent.SendAsync();
            if (sent.Line == call)
            {
                var body = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
                (body["user_access_token"] ?? body["session"])![member] = "2001-02-03T04:05:06.000Z";
                answer.Content = new StringContent(body.ToJsonString());
            }

            return answer;
        });

        var session = await servers.AnotherSessionAsync(user, settings => settings with { CreateTransport = () => transport });

        session.ValidUntil.Should().Be(new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.Zero));
        session.IsExpired.Should().BeTrue();
        session.Remaining.Should().Be(TimeSpan.Zero);
    }

    [Theory, Rule("77")]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_session_for_no_time_is_not_asked_for(int seconds)
    {
        var transport = new HookedTransport();
        using var secret = SecretText.From("1.nobody.abc");

        var connecting = () => new AccountService(new ClientSettings { CreateTransport = () => transport }).ConnectAsync(
            servers.Environment, RealServers.Passphrase, secret, TimeSpan.FromSeconds(seconds), Cancel);

        (await connecting.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("InvalidLifetime");
        transport.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task A_session_that_was_ended_elsewhere_is_refused_with_the_remedy_and_known_to_be_over_once_asked()
    {
        var user = await servers.NewUserAsync();
        var other = await servers.AnotherSessionAsync(user);

        await other.User.LogOutOthersAsync(Cancel);

        user.IsExpired.Should().BeFalse("nobody has told it yet");
        var reading = () => user.User.GetAsync(Cancel);
        var refused = (await reading.Should().ThrowAsync<MeecoException>()).Which;
        refused.ErrorId.Should().Be("SessionExpired");
        refused.RecommendedAction.Should().Contain("Connect-Meeco");
        await user.User.RefreshAsync(Cancel);
        user.IsExpired.Should().BeTrue();
        await other.User.RefreshAsync(Cancel);
        other.IsExpired.Should().BeFalse();
        (await other.User.GetAsync(Cancel)).Id.Should().Be(user.UserId);
    }

    [Fact]
    public async Task A_session_that_was_ended_here_has_no_time_left()
    {
        var session = await servers.AnotherSessionAsync(await servers.NewUserAsync());

        session.Dispose();

        session.IsExpired.Should().BeTrue();
        session.Remaining.Should().Be(TimeSpan.Zero);
    }
}
