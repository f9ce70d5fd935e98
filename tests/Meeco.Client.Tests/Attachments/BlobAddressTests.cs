using System.Net;
using Meeco.Client.Tests.Fixtures;

namespace Meeco.Client.Tests.Attachments;

/// <summary>Addresses of files are the server's to choose; the token is not for whoever listens there.</summary>
public sealed class BlobAddressTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://127.0.0.1:1/vault/blobs/a?expires=1", true)]
    [InlineData("http://127.0.0.1:2/vault/blobs/a", false)]
    [InlineData("https://127.0.0.1:1/vault/blobs/a", false)]
    [InlineData("https://store.example/a?sig=1", false)]
    public async Task The_token_goes_to_the_vault_alone(string address, bool own)
    {
        using var servers = new ScriptedServers(new ScriptedTransport().Answer(HttpStatusCode.OK, "bytes"));
        servers.Apis.VaultToken.Value = "the-token";

        await servers.Apis.Blobs.GetAsync(servers.Apis.Blobs.Check(address), Cancel);
        await servers.Apis.Blobs.PutBlockAsync(servers.Apis.Blobs.Check(address), "YQ==", new byte[1], Cancel);

        servers.Transport.Calls[0].Headers.ContainsKey("Authorization").Should().Be(own);
        servers.Transport.Calls[0].Headers.ContainsKey("Meeco-Subscription-Key").Should().Be(own);
        servers.Transport.Calls[1].Headers.Should().NotContainKey("Authorization", "an upload needs none");
    }

    [Theory]
    [InlineData("http://store.example/a", "InsecureEnvironment")]
    [InlineData("ftp://store.example/a", "UnexpectedAnswer")]
    [InlineData("file:///etc/passwd", "UnexpectedAnswer")]
    [InlineData("https://user:word@store.example/a", "UnexpectedAnswer")]
    [InlineData("/vault/blobs/a", "UnexpectedAnswer")]
    [InlineData("", "UnexpectedAnswer")]
    public void An_address_that_is_none_or_not_safe_is_refused(string address, string error)
    {
        using var servers = new ScriptedServers(new ScriptedTransport());

        var checking = () => servers.Apis.Blobs.Check(address);

        checking.Should().Throw<MeecoException>().Which.ErrorId.Should().Be(error);
    }

    [Fact]
    public async Task A_redirection_is_followed_without_the_token()
    {
        using var servers = new ScriptedServers(new ScriptedTransport()
            .Then(() => Redirect("https://store.example/a?sig=1"))
            .Answer(HttpStatusCode.OK, "bytes"));
        servers.Apis.VaultToken.Value = "the-token";

        var bytes = await servers.Apis.Blobs.GetAsync(new Uri("http://127.0.0.1:1/vault/blobs/a"), Cancel);

        bytes.Should().HaveCount(5);
        servers.Transport.Calls[0].Headers.Should().ContainKey("Authorization");
        servers.Transport.Calls[1].Line.Should().Be("GET /a?sig=1");
        servers.Transport.Calls[1].Headers.Should().NotContainKey("Authorization");
    }

    [Theory]
    [InlineData("http://store.example/a", "InsecureEnvironment")]
    [InlineData("http://127.0.0.1:1/vault/blobs/a", "UnexpectedAnswer")]
    public async Task A_redirection_to_an_unsafe_place_or_without_end_is_refused(string next, string error)
    {
        using var servers = new ScriptedServers(new ScriptedTransport().Then(() => Redirect(next)));

        var fetching = () => servers.Apis.Blobs.GetAsync(new Uri("http://127.0.0.1:1/vault/blobs/a"), Cancel);

        (await fetching.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be(error);
    }

    [Fact]
    public async Task What_is_sent_is_sent_nowhere_else()
    {
        using var servers = new ScriptedServers(new ScriptedTransport().Then(() => Redirect("https://store.example/a")));

        var sending = () => servers.Apis.Blobs.PutBlockAsync(new Uri("http://127.0.0.1:1/a"), "YQ==", new byte[1], Cancel);

        (await sending.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("UnexpectedAnswer");
        servers.Transport.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task A_range_is_asked_for_in_both_headers_and_no_more_than_it_is_read()
    {
        using var servers = new ScriptedServers(new ScriptedTransport()
            .Answer(HttpStatusCode.PartialContent, "12345")
            .Answer(HttpStatusCode.OK, "123456"));
        var target = new byte[5];

        (await servers.Apis.Blobs.GetRangeAsync(new Uri("http://127.0.0.1:1/a"), 10, target, Cancel)).Should().Be(5);
        var fetching = () => servers.Apis.Blobs.GetRangeAsync(new Uri("http://127.0.0.1:1/a"), 10, target, Cancel);

        (await fetching.Should().ThrowAsync<MeecoException>()).Which.ErrorId.Should().Be("AnswerTooLarge");
        servers.Transport.Calls[0].Headers["Range"].Should().Be("bytes=10-14");
        servers.Transport.Calls[0].Headers["x-ms-range"].Should().Be("bytes=10-14");
    }

    private static HttpResponseMessage Redirect(string address)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.Found);
        answer.Headers.Location = new Uri(address);
        return answer;
    }
}
