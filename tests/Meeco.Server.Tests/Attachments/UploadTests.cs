using System.Text;
using System.Text.Json.Nodes;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Attachments;

public sealed class UploadTests(MeecoServer server) : IClassFixture<MeecoServer>
{
    [Fact]
    public async Task A_place_has_a_number_a_secret_name_and_an_absolute_address_to_which_a_query_can_be_appended()
    {
        var user = await server.NewUserAsync();

        var place = await Files.OpenAsync(user, "photo.png", 10);
        var behindProxy = await user.Vault.With("Host", "vault.example:8443").PostAsync("/direct/attachments/upload_url", Files.UploadRequest("photo.png", 10));

        place["blob_id"]!.GetValue<long>().Should().BeInRange(0, (1L << 53) - 1);
        place["blob_key"]!.GetValue<string>().Should().NotBeEmpty();
        place.Url().Should().StartWith("http://localhost/vault/blobs/upload/").And.Contain("?");
        behindProxy.Should(201)["attachment_direct_upload_url"]!.Url().Should().StartWith("http://vault.example:8443/vault/blobs/upload/");
    }

    [Fact]
    public async Task Blocks_become_a_file_in_the_order_of_the_list_whatever_order_they_came_in()
    {
        var user = await server.NewUserAsync();
        var bytes = Files.Bytes(2500);
        var place = await Files.OpenAsync(user, "photo.png", bytes.Length);
        foreach (var number in new[] { 2, 0, 1 })
        {
            (await Files.PutBlockAsync(user, place.Url(), Files.BlockId(number), bytes.Chunk(1000).ElementAt(number))).Should(201);
        }

        (await Files.PutListAsync(user, place.Url(), Files.BlockId(0), Files.BlockId(1), Files.BlockId(2))).Should(201);

        (await FetchAsync(user, place)).Should().Equal(bytes);
    }

    [Fact]
    public async Task Blocks_may_come_at_once_and_one_that_comes_again_replaces_the_first()
    {
        var user = await server.NewUserAsync();
        var bytes = Files.Bytes(64_000);
        var place = await Files.OpenAsync(user, "photo.png", bytes.Length);
        (await Files.PutBlockAsync(user, place.Url(), Files.BlockId(3), Files.Bytes(700, seed: 9))).Should(201);

        await Task.WhenAll(bytes.Chunk(1000).Select(async (block, number) =>
            (await Files.PutBlockAsync(user, place.Url(), Files.BlockId(number), block)).Should(201)));
        (await Files.PutListAsync(user, place.Url(), [.. Enumerable.Range(0, 64).Select(Files.BlockId)])).Should(201);

        (await FetchAsync(user, place)).Should().Equal(bytes);
    }

    [Theory, Rule("files")]
    [InlineData("a+/=")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("..%5C..%5Cmeeco.db")]
    [InlineData("Bl%C3%B6ck")]
    public async Task The_name_of_a_block_is_any_text_and_never_the_name_of_a_file(string blockId)
    {
        var user = await server.NewUserAsync();
        var bytes = Files.Bytes(100);
        var place = await Files.OpenAsync(user, "../../evil.png", bytes.Length);

        (await Files.PutBlockAsync(user, place.Url(), blockId, bytes)).Should(201);
        (await Files.PutListAsync(user, place.Url(), Uri.UnescapeDataString(blockId))).Should(201);

        (await FetchAsync(user, place)).Should().Equal(bytes);
        (await Files.StoredAsync(server)).Should().OnlyContain(path => path.All(letter => char.IsAsciiHexDigitLower(letter) || letter == Path.DirectorySeparatorChar || "keptsagdriving".Contains(letter)));
    }

    [Fact]
    public async Task A_small_file_may_come_in_one_piece_and_an_empty_one_in_none()
    {
        var user = await server.NewUserAsync();
        var whole = await Files.OpenAsync(user, "small.txt", 5);
        var empty = await Files.OpenAsync(user, "empty.txt", 0);

        (await Files.PutAsync(user, whole.Url(), Encoding.ASCII.GetBytes("small"))).Should(201);
        (await Files.PutListAsync(user, empty.Url())).Should(201);

        (await FetchAsync(user, whole)).Should().Equal(Encoding.ASCII.GetBytes("small"));
        (await FetchAsync(user, empty)).Should().BeEmpty();
    }

    [Fact, Rule("files")]
    public async Task Completing_again_with_the_same_list_changes_nothing_and_with_another_is_refused()
    {
        var user = await server.NewUserAsync();
        var bytes = Files.Bytes(2000);
        var place = await Files.UploadAsync(user, "photo.png", bytes);

        (await Files.PutListAsync(user, place.Url(), Files.BlockId(0), Files.BlockId(1))).Should(201);
        (await Files.PutListAsync(user, place.Url(), Files.BlockId(1), Files.BlockId(0))).ShouldRefuse(409, "upload_closed");
        (await Files.PutBlockAsync(user, place.Url(), Files.BlockId(0), Files.Bytes(1000, seed: 9))).ShouldRefuse(409, "upload_closed");

        (await FetchAsync(user, place)).Should().Equal(bytes);
    }

    [Fact]
    public async Task Lists_sent_at_once_complete_a_file_once()
    {
        var user = await server.NewUserAsync();
        var bytes = Files.Bytes(1000);
        var place = await Files.OpenAsync(user, "photo.png", bytes.Length);
        await Files.PutBlockAsync(user, place.Url(), Files.BlockId(0), bytes);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Files.PutListAsync(user, place.Url(), Files.BlockId(0))));

        answers.Should().OnlyContain(answer => answer.Status == 201);
        (await FetchAsync(user, place)).Should().Equal(bytes);
    }

    [Fact, Rule("files")]
    public async Task A_file_that_is_not_as_long_as_announced_is_not_complete()
    {
        var user = await server.NewUserAsync();
        var place = await Files.OpenAsync(user, "photo.png", 1000);
        (await Files.PutBlockAsync(user, place.Url(), Files.BlockId(0), Files.Bytes(600))).Should(201);

        (await Files.PutListAsync(user, place.Url(), Files.BlockId(0))).ShouldRefuse(422, "validation_failed");
        (await Files.PutListAsync(user, place.Url(), Files.BlockId(0), Files.BlockId(1))).ShouldRefuse(422, "validation_failed");
        (await Files.PutBlockAsync(user, place.Url(), Files.BlockId(1), Files.Bytes(401))).ShouldRefuse(422, "validation_failed");
        (await Files.PutBlockAsync(user, place.Url(), Files.BlockId(1), [])).ShouldRefuse(400, "bad_request");

        (await Files.PutBlockAsync(user, place.Url(), Files.BlockId(1), Files.Bytes(400))).Should(201);
        (await Files.PutListAsync(user, place.Url(), Files.BlockId(0), Files.BlockId(1))).Should(201);
    }

    [Theory]
    [InlineData("<!DOCTYPE BlockList [<!ENTITY a \"aaaa\">]><BlockList><Latest>&a;</Latest></BlockList>")]
    [InlineData("<BlockList><Latest>YQ==</Latest>")]
    [InlineData("<Blocks><Latest>YQ==</Latest></Blocks>")]
    [InlineData("<BlockList><Script>YQ==</Script></BlockList>")]
    [InlineData("{\"blocks\":[]}")]
    [InlineData("")]
    public async Task A_list_that_is_none_is_refused(string body)
    {
        var user = await server.NewUserAsync();
        var place = await Files.OpenAsync(user, "photo.png", 1);
        await Files.PutBlockAsync(user, place.Url(), "YQ==", [1]);

        (await Files.PutAsync(user, $"{place.Url()}&comp=blocklist", Encoding.UTF8.GetBytes(body))).ShouldRefuse(400, "bad_request");
    }

    [Fact, Rule("files")]
    public async Task An_address_that_is_altered_or_over_leads_nowhere()
    {
        await using var own = MeecoServer.With(("UploadLifetime", "01:00:00"));
        var user = await own.NewUserAsync();
        var other = await Files.OpenAsync(user, "other.png", 4);
        var place = await Files.OpenAsync(user, "photo.png", 4);
        var url = place.Url();
        var swapped = url.Replace(place["blob_key"]!.GetValue<string>(), other["blob_key"]!.GetValue<string>(), StringComparison.Ordinal);
        var longer = url.Replace("?expires=", "?expires=9", StringComparison.Ordinal);
        var unsigned = url.Replace("?expires=", "?before=", StringComparison.Ordinal);

        foreach (var altered in new[] { swapped, longer, unsigned })
        {
            (await Files.PutBlockAsync(user, altered, "YQ==", [1, 2, 3, 4])).ShouldRefuse(404, "not_found");
        }

        (await Files.PutAsync(user, $"{url}&comp=lease", [1])).ShouldRefuse(400, "bad_request");
        own.Clock.Advance(TimeSpan.FromHours(2));
        (await Files.PutBlockAsync(user, url, "YQ==", [1, 2, 3, 4])).ShouldRefuse(404, "not_found");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"blob\":{\"filename\":\"a\"}}")]
    [InlineData("{\"blob\":{\"byte_size\":1}}")]
    [InlineData("{\"blob\":{\"filename\":\"\",\"byte_size\":1}}")]
    [InlineData("{\"blob\":{\"filename\":\"a\",\"byte_size\":-1}}")]
    public async Task An_announcement_that_is_not_whole_is_refused(string body)
    {
        var user = await server.NewUserAsync();

        (await user.Vault.SendAsync(HttpMethod.Post, "/direct/attachments/upload_url", body)).ShouldRefuse(422, "validation_failed");
    }

    [Fact, Rule("files")]
    public async Task Blocks_files_and_users_have_limits()
    {
        await using var own = MeecoServer.With(
            ("MaxBlobSize", "200000"), ("MaxBlockSize", "65536"), ("MaxBlocksPerBlob", "2"), ("MaxDataPerUser", "300000"));
        var user = await own.NewUserAsync();

        (await user.Vault.PostAsync("/direct/attachments/upload_url", Files.UploadRequest("huge", 200_001))).ShouldRefuse(413, "payload_too_large");
        var place = await Files.OpenAsync(user, "large", 200_000);
        (await Files.PutBlockAsync(user, place.Url(), "YQ==", Files.Bytes(65_537))).ShouldRefuse(413, "payload_too_large");
        (await Files.PutBlockAsync(user, place.Url(), "YQ==", Files.Bytes(65_536))).Should(201);
        (await Files.PutBlockAsync(user, place.Url(), "Yg==", [1])).Should(201);
        (await Files.PutBlockAsync(user, place.Url(), "Yw==", [1])).ShouldRefuse(422, "validation_failed");
        (await Files.PutListAsync(user, place.Url(), "YQ==", "Yg==", "Yw==")).ShouldRefuse(422, "validation_failed");

        (await user.Vault.PostAsync("/direct/attachments/upload_url", Files.UploadRequest("more", 100_001))).ShouldRefuse(422, "data_size_limit_exceeded");
        var me = (await user.Vault.GetAsync("/me")).Should(200);
        me["data_size_of_uploaded_attachments_and_folders"]!.GetValue<long>().Should().Be(200_000);
        me["data_size_limit"]!.GetValue<long>().Should().Be(300_000);
        me["data_size_limit_exceeded"]!.GetValue<bool>().Should().BeFalse();
    }

    [Fact]
    public async Task A_block_may_be_larger_than_any_other_request()
    {
        await using var own = MeecoServer.With(("MaxRequestBodySize", "4096"));
        var user = await own.NewUserAsync();
        var bytes = Files.Bytes(100_000);

        var place = await Files.UploadAsync(user, "photo.png", bytes, blockLength: 50_000);

        place.Url().Should().NotBeEmpty();
        (await Files.StoredAsync(own)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Two_uploads_become_one_file_that_says_what_both_generations_read()
    {
        var user = await server.NewUserAsync();
        var main = await Files.UploadAsync(user, "photo.png", Files.Bytes(2500));
        var artifacts = await Files.UploadAsync(user, "photo.png.encryption_artifacts", Files.Bytes(300));

        var attachment = (await user.Vault.PostAsync("/direct/attachments", Files.LinkRequest(main, artifacts))).Should(201)["attachment"]!;

        attachment["bytesize"]!.GetValue<string>().Should().Be("2500");
        attachment["main"]!["filename"]!.GetValue<string>().Should().Be("photo.png");
        attachment["main"]!["content_type"]!.GetValue<string>().Should().Be("image/png");
        attachment["main"]!["bytesize"]!.GetValue<long>().Should().Be(2500);
        attachment["encryption_artifact"]!["filename"]!.GetValue<string>().Should().Be("photo.png.encryption_artifacts");
        attachment["encryption_artifact"]!["bytesize"]!.GetValue<long>().Should().Be(300);
        attachment["is_direct_upload"]!.GetValue<bool>().Should().BeTrue();
        attachment["user_id"]!.GetValue<string>().Should().Be(user.Id);
        JsonNode.DeepEquals((await user.Vault.GetAsync($"/direct/attachments/{attachment.Id()}")).Should(200)["attachment"], attachment).Should().BeTrue();
        var record = (await user.Vault.GetAsync($"/attachments/{attachment.Id()}")).Should(200)["attachment"]!;
        record["filename"]!.GetValue<string>().Should().Be("photo.png");
        record["is_direct_upload"]!.GetValue<bool>().Should().BeTrue();
        record["url"]!.GetValue<string>().Should().Be(attachment.MainUrl());
        (await user.Vault.GetAsync("/attachments")).Should(200)["attachments"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task Uploads_that_are_incomplete_used_mixed_up_or_somebody_elses_make_no_file()
    {
        var user = await server.NewUserAsync();
        var stranger = await server.NewUserAsync();
        var main = await Files.UploadAsync(user, "photo.png", Files.Bytes(2500));
        var artifacts = await Files.UploadAsync(user, "artefacts", Files.Bytes(300));
        var incomplete = await Files.OpenAsync(user, "later", 10);
        var mixed = Files.LinkRequest(main, artifacts);
        mixed["blob"]!["blob_id"] = artifacts["blob_id"]!.DeepClone();

        (await user.Vault.PostAsync("/direct/attachments", Files.LinkRequest(main, incomplete))).ShouldRefuse(422, "validation_failed");
        (await user.Vault.PostAsync("/direct/attachments", Files.LinkRequest(main, main))).ShouldRefuse(422, "validation_failed");
        (await user.Vault.PostAsync("/direct/attachments", mixed)).ShouldRefuse(404, "not_found");
        (await stranger.Vault.PostAsync("/direct/attachments", Files.LinkRequest(main, artifacts))).ShouldRefuse(404, "not_found");
        (await user.Vault.PostAsync("/direct/attachments", new JsonObject())).ShouldRefuse(422, "validation_failed");
        (await user.Vault.GetAsync("/attachments")).Should(200)["attachments"]!.AsArray().Should().BeEmpty();

        (await user.Vault.PostAsync("/direct/attachments", Files.LinkRequest(main, artifacts))).Should(201);
        (await user.Vault.PostAsync("/direct/attachments", Files.LinkRequest(main, artifacts))).ShouldRefuse(409, "upload_closed");
        (await user.Vault.GetAsync("/attachments")).Should(200)["attachments"]!.AsArray().Should().ContainSingle();
    }

    [Fact, Rule("extensions")]
    public async Task A_file_is_made_once_however_often_the_request_is_repeated_under_its_key()
    {
        var user = await server.NewUserAsync();
        var main = await Files.UploadAsync(user, "photo.png", Files.Bytes(2500));
        var artifacts = await Files.UploadAsync(user, "artefacts", Files.Bytes(300));
        var caller = user.Vault.With("Idempotency-Key", Guid.NewGuid().ToString());

        var first = (await caller.PostAsync("/direct/attachments", Files.LinkRequest(main, artifacts))).Should(201);
        var second = (await caller.PostAsync("/direct/attachments", Files.LinkRequest(main, artifacts))).Should(201);

        second.Text.Should().Be(first.Text);
        (await user.Vault.GetAsync("/attachments")).Should(200)["attachments"]!.AsArray().Should().ContainSingle();
    }

    [Fact, Rule("files")]
    public async Task An_upload_that_was_given_up_is_never_visible_and_swept_away()
    {
        await using var own = MeecoServer.With(("UploadLifetime", "01:00:00"));
        var user = await own.NewUserAsync();
        var abandoned = await Files.OpenAsync(user, "half.png", 2000);
        (await Files.PutBlockAsync(user, abandoned.Url(), Files.BlockId(0), Files.Bytes(1000))).Should(201);
        var complete = await Files.UploadAsync(user, "whole.png", Files.Bytes(10));
        await Files.AttachmentAsync(user, "never in a slot");
        (await user.Vault.GetAsync("/items")).Should(200)["attachments"]!.AsArray().Should().BeEmpty();
        (await Files.StoredAsync(own)).Should().NotBeEmpty();

        own.Clock.Advance(TimeSpan.FromHours(2));
        await Files.OpenAsync(user, "next.png", 10);
        await own.SweepAsync();

        (await Files.StoredAsync(own)).Should().BeEmpty();
        (await user.Vault.GetAsync("/attachments")).Should(200)["attachments"]!.AsArray().Should().BeEmpty();
        (await user.Vault.GetAsync("/me")).Should(200)["data_size_of_uploaded_attachments_and_folders"]!.GetValue<long>().Should().Be(10);
        complete.Url().Should().NotBeEmpty();
    }

    [Fact]
    public async Task What_an_earlier_life_of_the_server_left_behind_is_removed_at_its_start()
    {
        await using var own = MeecoServer.With(("UploadLifetime", "01:00:00"));
        var user = await own.NewUserAsync();
        var abandoned = await Files.OpenAsync(user, "half.png", 2000);
        await Files.PutBlockAsync(user, abandoned.Url(), Files.BlockId(0), Files.Bytes(1000));
        var (_, attachment) = await Files.ItemAsync(user);
        own.Clock.Advance(TimeSpan.FromHours(2));
        var before = (await Files.StoredAsync(own)).Count;

        await own.RestartAsync();

        while ((await Files.StoredAsync(own)).Count == before)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        (await Files.StoredAsync(own)).Should().HaveCount(before - 1);
        attachment.Id().Should().NotBeEmpty();
    }

    private static async Task<byte[]> FetchAsync(TestUser user, JsonNode main)
    {
        var artifacts = await Files.UploadAsync(user, "artefacts", Files.Bytes(30));
        var attachment = (await user.Vault.PostAsync("/direct/attachments", Files.LinkRequest(main, artifacts))).Should(201)["attachment"]!;
        var fetched = await Files.FetchAsync(user, attachment.MainUrl(), user.VaultToken);
        fetched.Status.Should().Be(200);
        return fetched.Bytes;
    }
}
