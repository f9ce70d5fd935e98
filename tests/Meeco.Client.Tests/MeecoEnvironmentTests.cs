namespace Meeco.Client.Tests;

public sealed class MeecoEnvironmentTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5300/vault")]
    [InlineData("http://localhost/vault")]
    [InlineData("http://[::1]:80/vault")]
    [InlineData("https://vault.example/vault")]
    public void Plain_http_reaches_this_machine_and_https_any(string url) =>
        Make(url).VaultUrl.Should().Be(new Uri(url));

    [Theory]
    [InlineData("http://vault.example/vault")]
    [InlineData("http://192.168.0.7/vault")]
    [InlineData("http://127.0.0.1.example/vault")]
    public void Plain_http_to_another_machine_is_refused(string url)
    {
        var making = () => Make(url);

        making.Should().Throw<MeecoException>().Which.ErrorId.Should().Be("InsecureEnvironment");
    }

    [Fact]
    public void Plain_http_to_another_machine_can_be_allowed() =>
        Make("http://vault.example/vault", allowInsecure: true).AllowInsecure.Should().BeTrue();

    [Theory]
    [InlineData("/vault")]
    [InlineData("ftp://127.0.0.1/vault")]
    [InlineData("https://user:word@vault.example/")]
    [InlineData("https://vault.example/?a=b")]
    public void Any_other_address_is_refused(string url)
    {
        var making = () => Make(url, allowInsecure: true);

        making.Should().Throw<MeecoException>().Which.ErrorId.Should().Be("InvalidEnvironment");
    }

    [Fact]
    public void A_slash_at_the_end_is_dropped() =>
        Make("https://vault.example/vault/").VaultUrl.AbsoluteUri.Should().Be("https://vault.example/vault");

    [Fact]
    public void Subscription_keys_do_not_show() => new MeecoEnvironment(
        new Uri("https://v.example"), new Uri("https://k.example"), "first-secret", "second-secret")
        .ToString().Should().NotContain("secret");

    private static MeecoEnvironment Make(string url, bool allowInsecure = false) =>
        new(new Uri(url, UriKind.RelativeOrAbsolute), new Uri("https://keystore.example"), allowInsecure: allowInsecure);
}
