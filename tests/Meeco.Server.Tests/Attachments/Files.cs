using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Meeco.Server.Attachments;
using Meeco.Server.Tests.Fixtures;
using Meeco.Server.Tests.Sharing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Tests.Attachments;

/// <summary>Uploads and fetches files through the wire alone, as the published client does.</summary>
internal static class Files
{
    /// <summary>Bytes that differ from place to place.</summary>
    public static byte[] Bytes(int length, int seed = 1) => [.. Enumerable.Range(0, length).Select(index => (byte)((index * 31) + (index >> 8) + seed))];

    public static JsonObject UploadRequest(string filename, long size) => new()
    {
        ["blob"] = new JsonObject { ["filename"] = filename, ["content_type"] = "image/png", ["byte_size"] = size },
    };

    public static async Task<JsonNode> OpenAsync(TestUser user, string filename, long size) =>
        (await user.Vault.PostAsync("/direct/attachments/upload_url", UploadRequest(filename, size))).Should(201)["attachment_direct_upload_url"]!;

    public static string Url(this JsonNode place) => place["url"]!.GetValue<string>();

    /// <summary>The id of a block as the published client makes it.</summary>
    public static string BlockId(int number) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"block{number,5}"));

    public static Task<TestAnswer> PutBlockAsync(TestUser user, string url, string blockId, byte[] bytes) =>
        PutAsync(user, $"{url}&comp=block&blockid={blockId}", bytes);

    public static Task<TestAnswer> PutListAsync(TestUser user, string url, params string[] blockIds) =>
        PutAsync(user, $"{url}&comp=blocklist", Encoding.UTF8.GetBytes(
            $"""<?xml version="1.0" encoding="utf-8"?><BlockList>{string.Concat(blockIds.Select(id => $"<Latest>{id}</Latest>"))}</BlockList>"""));

    /// <summary>Sends bytes without any token.</summary>
    public static async Task<TestAnswer> PutAsync(TestUser user, string url, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using var answer = await user.Vault.Client.PutAsync(url, content, TestContext.Current.CancellationToken);
        return new TestAnswer
        {
            Status = (int)answer.StatusCode,
            Text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
        };
    }

    /// <summary>Uploads a file in blocks.</summary>
    public static async Task<JsonNode> UploadAsync(TestUser user, string filename, byte[] bytes, int blockLength = 1000)
    {
        var place = await OpenAsync(user, filename, bytes.Length);
        var blocks = bytes.Chunk(blockLength).ToList();
        for (var number = 0; number < blocks.Count; number++)
        {
            (await PutBlockAsync(user, place.Url(), BlockId(number), blocks[number])).Should(201);
        }

        (await PutListAsync(user, place.Url(), [.. Enumerable.Range(0, blocks.Count).Select(BlockId)])).Should(201);
        return place;
    }

    public static JsonObject LinkRequest(JsonNode main, JsonNode artifacts) => new()
    {
        ["blob"] = new JsonObject
        {
            ["blob_id"] = main["blob_id"]!.DeepClone(),
            ["blob_key"] = main["blob_key"]!.DeepClone(),
            ["encrypted_artifact_blob_id"] = artifacts["blob_id"]!.DeepClone(),
            ["encrypted_artifact_blob_key"] = artifacts["blob_key"]!.DeepClone(),
        },
    };

    /// <summary>A whole file with artefacts, in no slot yet.</summary>
    public static async Task<JsonNode> AttachmentAsync(TestUser user, string filename = "photo.png", byte[]? bytes = null)
    {
        var main = await UploadAsync(user, filename, bytes ?? Bytes(2500));
        var artifacts = await UploadAsync(user, $"{filename}.encryption_artifacts", Encoding.UTF8.GetBytes("{\"size\":2500}"));
        return (await user.Vault.PostAsync("/direct/attachments", LinkRequest(main, artifacts))).Should(201)["attachment"]!;
    }

    public static string Id(this JsonNode attachment) => attachment["id"]!.GetValue<string>();

    public static string MainUrl(this JsonNode attachment) => attachment["main"]!["url"]!.GetValue<string>();

    /// <summary>Puts a file into a new slot of an item.</summary>
    public static Task<TestAnswer> AddSlotAsync(TestUser owner, string itemId, string attachmentId, string label = "Photo") =>
        owner.Vault.PutAsync($"/items/{itemId}", new JsonObject
        {
            ["item"] = new JsonObject { ["slots_attributes"] = new JsonArray(SlotOf(attachmentId, label)) },
        });

    public static JsonObject SlotOf(string attachmentId, string label = "Photo") => new()
    {
        ["label"] = label,
        ["slot_type_name"] = "attachment",
        ["attachment_id"] = attachmentId,
        ["encrypted_value"] = TestCryppo.Aes($"key of {label}"),
    };

    /// <summary>An item with a value and a file.</summary>
    public static async Task<(TestItem Item, JsonNode Attachment)> ItemAsync(TestUser owner, byte[]? bytes = null)
    {
        var item = await Story.ItemAsync(owner, "plate");
        var attachment = await AttachmentAsync(owner, bytes: bytes);
        return (TestItem.From((await AddSlotAsync(owner, item.Id, attachment.Id())).Should(200)), attachment);
    }

    /// <summary>Fetches bytes; with a token, and with headers for ranges.</summary>
    public static async Task<Fetched> FetchAsync(TestUser user, string url, string? token = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", token);
        }

        using var answer = await user.Vault.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Fetched(
            (int)answer.StatusCode,
            await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
            answer.Content.Headers.ContentRange?.ToString(),
            answer.Content.Headers.ContentType?.ToString(),
            string.Join(' ', answer.Headers.TryGetValues("X-Content-Type-Options", out var values) ? values : []));
    }

    /// <summary>The names of everything that is stored for files, under the blob folder or the bucket's prefix.</summary>
    public static async Task<IReadOnlyList<string>> StoredAsync(MeecoServer server)
    {
        await using var scope = server.Scope();
        return await StoredAsync(scope.ServiceProvider.GetRequiredService<IOptions<ServerOptions>>().Value);
    }

    /// <inheritdoc cref="StoredAsync(MeecoServer)"/>
    public static async Task<IReadOnlyList<string>> StoredAsync(ServerOptions options)
    {
        var names = options.S3.Bucket is null
            ? InFolder(Path.Combine(options.Data, FolderBlobStore.Folder))
            : await TestObjectStore.NamesAsync(options.S3);
        return [.. names.Where(name => name != FolderBlobStore.OwnerFile)];
    }

    private static IEnumerable<string> InFolder(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path));

    /// <param name="Status">The status.</param>
    /// <param name="Bytes">The body.</param>
    /// <param name="ContentRange">Which part it is.</param>
    /// <param name="ContentType">What it says it is.</param>
    /// <param name="Sniffing">What a browser may make of it.</param>
    internal sealed record Fetched(int Status, byte[] Bytes, string? ContentRange, string? ContentType, string Sniffing);
}
