using System.Net;
using System.Security;
using Meeco.Client.Tests.Fixtures;
using Meeco.Server.Tests.Rules;
using Meeco.Wire;

namespace Meeco.Client.Tests.Accounts;

public sealed class AccountTests(RealServers servers) : IClassFixture<RealServers>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_user_comes_back_with_passphrase_and_secret()
    {
        var registered = await servers.NewUserAsync();

        var connected = await servers.AnotherSessionAsync(registered);

        connected.UserId.Should().Be(registered.UserId);
        connected.UserName.Should().Be(registered.UserName);
        connected.ValidUntil.Should().BeAfter(connected.ConnectedAt);
        var user = await connected.User.GetAsync(Cancel);
        user.Id.Should().Be(registered.UserId);
        user.UserName.Should().Be(registered.UserName);
        using var secret = connected.User.GetSecret();
        Reveal(secret).Should().StartWith($"1.{registered.UserName}.");
        connected.ToString().Should().NotContain(Reveal(secret));
    }

    [Fact]
    public async Task A_wrong_passphrase_and_a_wrong_secret_are_refused_alike()
    {
        var user = await servers.NewUserAsync();
        using var wrongPassphrase = SecretText.From("wrong");
        using var secret = user.User.GetSecret();
        using var wrongSecret = SecretText.From($"1.{user.UserName}.abc");
        using var unknownUser = SecretText.From("1.nobody.abc");

        foreach (var (passphrase, given) in new[]
        {
            (wrongPassphrase, secret), (RealServers.Passphrase, wrongSecret), (RealServers.Passphrase, unknownUser),
        })
        {
            var connecting = () => ConnectAsync(passphrase, given);
            (await connecting.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("LoginFailed");
        }
    }

    [Fact]
    public async Task What_is_no_secret_is_not_sent()
    {
        using var noSecret = SecretText.From("hello");
        using var empty = SecretText.From("");

        var withoutSecret = () => ConnectAsync(RealServers.Passphrase, noSecret);
        var withoutPassphrase = () => ConnectAsync(empty, noSecret);

        (await withoutSecret.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("InvalidAccountSecret");
        (await withoutPassphrase.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("EmptyPassphrase");
    }

    [Fact, Rule("8.16")]
    public async Task A_server_that_cannot_prove_itself_is_left()
    {
        var user = await servers.NewUserAsync();
        var transport = new HookedTransport(async call =>
        {
            var answer = await call.SendAsync();
            if (call.Line == "POST /keystore/srp/session")
            {
                var body = await answer.Content.ReadAsStringAsync(Cancel);
                answer.Content = new StringContent(body.Replace(
                    "\"srp_m2\":\"", "\"srp_m2\":\"00", StringComparison.Ordinal)[..^4] + "\"}");
            }

            return answer;
        });

        var connecting = () => servers.AnotherSessionAsync(user, settings => settings with { CreateTransport = () => transport });

        (await connecting.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ServerNotAuthentic");
    }

    [Theory]
    [InlineData("POST /keystore/key_encryption_key")]
    [InlineData("POST /keystore/keypairs")]
    [InlineData("POST /vault/me")]
    [InlineData("PUT /vault/me")]
    public async Task An_interrupted_registration_is_finished_with_the_same_secret(string brokenCall)
    {
        var login = servers.NextLoginPair();
        using var secret = await ReserveSecretAsync();
        var breaking = new ClientSettings
        {
            KeyPairs = new StoredKeyPairs(login),
            CreateTransport = () => new HookedTransport(call => call.Line == brokenCall
                ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.InternalServerError))
                : call.SendAsync()),
        };
        var interrupted = () => RegisterAsync(breaking, secret);
        (await interrupted.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("ServerFailed");
        var early = () => ConnectAsync(RealServers.Passphrase, secret);
        (await early.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("AccountIncomplete");

        using var finished = await RegisterAsync(new ClientSettings { KeyPairs = new StoredKeyPairs(login) }, secret);

        using var connected = await ConnectAsync(RealServers.Passphrase, secret);
        connected.UserId.Should().Be(finished.UserId);
    }

    [Fact]
    public async Task A_complete_account_is_not_registered_again()
    {
        var user = await servers.NewUserAsync();
        var car = await Friends.NewCarAsync(user, "A1");
        using var secret = user.User.GetSecret();

        var again = () => RegisterAsync(new ClientSettings { KeyPairs = new StoredKeyPairs(1) }, secret);

        (await again.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("AccountExists");
        var connected = await servers.AnotherSessionAsync(user);
        (await connected.Items.GetAsync(car.Id, Cancel))["licence_plate"].Should().Be("A1");
    }

    [Fact]
    public async Task Logging_out_ends_the_session_here_and_there()
    {
        var user = await servers.NewUserAsync();
        var session = await servers.AnotherSessionAsync(user);
        var token = session.Apis.VaultToken.Value;

        await session.User.LogOutAsync(Cancel);

        session.IsEnded.Should().BeTrue();
        var reading = () => session.Items.GetAsync(Guid.NewGuid().ToString(), Cancel);
        (await reading.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("SessionEnded");
        using var stranger = new ServerApis(servers.Environment, ClientSettings.Default) { VaultToken = { Value = token } };
        var replaying = () => stranger.Users.GetMeAsync(Cancel);
        (await replaying.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("SessionExpired");
        (await user.User.GetAsync(Cancel)).Id.Should().Be(user.UserId);
    }

    [Fact]
    public async Task Ending_a_session_zeroes_its_keys()
    {
        var session = await servers.AnotherSessionAsync(await servers.NewUserAsync());
        var keys = session.Keys;

        session.Dispose();

        keys.Invoking(some => some.Dek.EncryptText("x")).Should().Throw<ObjectDisposedException>();
        keys.Invoking(some => some.Kek.EncryptText("x")).Should().Throw<ObjectDisposedException>();
        keys.Invoking(some => some.Secret.Reveal()).Should().Throw<ObjectDisposedException>();
    }

    private async Task<SecureString> ReserveSecretAsync()
    {
        using var apis = new ServerApis(servers.Environment, ClientSettings.Default);
        var name = await apis.Keystore.PostSrpUsernameAsync(new PostSrpUsernameRequest(), Cancel);
        using var secret = Cryptography.AccountSecret.Generate(name.Username);
        return SecretText.From(secret.Reveal());
    }

    private Task<MeecoSession> RegisterAsync(ClientSettings settings, SecureString secret) =>
        new AccountService(settings).RegisterAsync(
            servers.Environment, RealServers.Passphrase, secret, progress: null, Cancel);

    private Task<MeecoSession> ConnectAsync(SecureString passphrase, SecureString secret) =>
        new AccountService(ClientSettings.Default).ConnectAsync(
            servers.Environment, passphrase, secret, TimeSpan.FromHours(1), Cancel);

    private static string Reveal(SecureString secret) => new NetworkCredential("", secret).Password;
}
