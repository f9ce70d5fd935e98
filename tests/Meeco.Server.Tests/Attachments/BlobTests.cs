using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Attachments;

public sealed class BlobTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Theory]
    [InlineData("bytes=0-999", 0, 1000)]
    [InlineData("bytes=999-1000", 999, 2)]
    [InlineData("bytes=500-2700", 500, 2200)]
    [InlineData("bytes=2400-", 2400, 300)]
    [InlineData("bytes=-5", 2695, 5)]
    public async Task A_range_is_served_across_the_blocks_by_either_header(string range, int start, int length)
    {
        var alice = await server.NewUserAsync();
        var bytes = Files.Bytes(2700);
        var url = (await Files.AttachmentAsync(alice, bytes: bytes)).MainUrl();

        foreach (var headers in new (string, string)[][] { [("Range", range)], [("x-ms-range", range)], [("Range", range), ("x-ms-range", range)] })
        {
            var fetched = await Files.FetchAsync(alice, url, alice.VaultToken, headers);

            fetched.Status.Should().Be(206);
            fetched.Bytes.Should().Equal(bytes.Skip(start).Take(length));
            fetched.ContentRange.Should().Be($"bytes {start}-{start + length - 1}/2700");
        }
    }

    [Fact]
    public async Task A_range_outside_the_file_is_416()
    {
        var alice = await server.NewUserAsync();
        var url = (await Files.AttachmentAsync(alice)).MainUrl();

        (await Files.FetchAsync(alice, url, alice.VaultToken, ("Range", "bytes=9999-"))).Status.Should().Be(416);
    }

    [Fact]
    public async Task Bytes_need_a_session_of_somebody_who_may_have_them_and_the_right_address()
    {
        var alice = await server.NewUserAsync();
        var stranger = await server.NewUserAsync();
        var url = (await Files.AttachmentAsync(alice)).MainUrl();

        (await Files.FetchAsync(alice, url)).Status.Should().Be(401);
        (await Files.FetchAsync(stranger, url, stranger.VaultToken)).Status.Should().Be(404);
        (await Files.FetchAsync(alice, $"{url}x", alice.VaultToken)).Status.Should().Be(404);
        (await Files.FetchAsync(alice, url.Replace("/attachment/", "/public/", StringComparison.Ordinal))).Status.Should().Be(404);
    }

    [Fact, Rule("files")]
    public async Task No_browser_takes_what_somebody_uploaded_for_a_page()
    {
        var alice = await server.NewUserAsync();
        var attachment = await Files.AttachmentAsync(alice, "page.html", "<script>alert(1)</script>"u8.ToArray());

        var fetched = await Files.FetchAsync(alice, attachment.MainUrl(), alice.VaultToken);

        fetched.ContentType.Should().Be("application/octet-stream");
        fetched.Sniffing.Should().Be("nosniff");
    }

    [Fact, Rule("generations")]
    public async Task A_client_of_2020_fetches_without_a_token_by_an_address_that_is_soon_over()
    {
        var alice = await server.NewUserAsync();
        var bytes = Files.Bytes(2700);
        var attachment = await Files.AttachmentAsync(alice, bytes: bytes);
        var path = $"/direct/attachments/{attachment.Id()}/download_url";

        var binary = (await alice.Vault.From2020().GetAsync($"{path}?type=binary_file")).Should(200)["attachment_direct_download_url"]!;
        var artifact = (await alice.Vault.From2020().GetAsync($"{path}?type=encryption_artifact_file")).Should(200)["attachment_direct_download_url"]!;
        (await alice.Vault.From2020().GetAsync($"{path}?type=other")).ShouldRefuse(400, "bad_request");

        binary["filename"]!.GetValue<string>().Should().Be("photo.png");
        binary["byte_size"]!.GetValue<long>().Should().Be(2700);
        (await Files.FetchAsync(alice, binary.Url(), token: null, ("Range", "bytes=10-19"))).Bytes.Should().Equal(bytes.Skip(10).Take(10));
        (await Files.FetchAsync(alice, artifact.Url())).Bytes.Should().Equal("{\"size\":2500}"u8.ToArray());
        (await Files.FetchAsync(alice, binary.Url().Replace("?expires=", "?expires=9", StringComparison.Ordinal))).Status.Should().Be(404);
        server.Clock.Advance(TimeSpan.FromMinutes(6));
        (await Files.FetchAsync(alice, binary.Url())).Status.Should().Be(404);
    }
}
