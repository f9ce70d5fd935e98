using Meeco.Server.Http;
using Meeco.Server.Storage;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Meeco.Server.Attachments;

/// <summary>
/// The bytes of files: this server is the store that the published one redirects to, and speaks as much of Azure's block
/// protocol as the clients do (docs/WIRE.md 4.4).
/// </summary>
internal static class BlobEndpoints
{
    // Whatever the uploader said it is: a browser must not show it as a page of this server.
    private const string ContentType = "application/octet-stream";

    public static void MapBlobs(this IEndpointRouteBuilder app)
    {
        var open = app.MapOpenVault().MapGroup("/blobs").WithTags("Blobs");
        open.MapPut("/upload/{id}/{signature}", PutAsync).WithSummary("Takes in a block, the list of blocks, or a whole file, by the address that upload_url gave.");
        open.MapGet("/public/{id}/{digest}", GetOpenlyAsync).WithSummary("A thumbnail or blob, by an address that is good for a short time.");
        app.MapVault().MapGroup("/blobs").WithTags("Blobs")
            .MapGet("/attachment/{id}/{digest}", GetAsync)
            .WithSummary("A blob of a file that the caller may have, whole or a range of it.");
    }

    private static async Task<Created> PutAsync(
        string id,
        string signature,
        string? expires,
        string? comp,
        string? blockid,
        HttpContext http,
        BlobUrls urls,
        BlobUploads uploads,
        IOptions<ServerOptions> options,
        CancellationToken cancel)
    {
        var blobKey = urls.ReadUpload(id, signature, expires) ?? throw Refuse.NotFound("upload");
        switch (comp)
        {
            case "blocklist":
                await uploads.CommitAsync(blobKey, await BlockList.ReadAsync(http.Request.Body, options.Value.MaxBlocksPerBlob, cancel), cancel);
                break;
            case "block":
                LiftLimit(http, options.Value.MaxBlockSize);
                await uploads.StageAsync(blobKey, BlockId(blockid), http.Request.Body, cancel);
                break;
            case null or "":
                LiftLimit(http, options.Value.MaxBlockSize);
                await uploads.PutWholeAsync(blobKey, http.Request.Body, cancel);
                break;
            default:
                throw Refuse.BadRequest("comp", "comp is block or blocklist.");
        }

        return TypedResults.Created();
    }

    private static async Task<FileStreamHttpResult> GetAsync(
        string id,
        string digest,
        VaultCaller caller,
        HttpContext http,
        MeecoDb db,
        AttachmentReading reading,
        BlobUrls urls,
        IBlobStore store,
        CancellationToken cancel)
    {
        var key = urls.ReadFetch(id, digest);
        if (key is null
            || !await reading.Readable(caller).AnyAsync(attachment => attachment.MainKey == key || attachment.ArtifactKey == key, cancel))
        {
            throw Refuse.NotFound("blob");
        }

        return await SendAsync(key.Value, http, db, store, cancel);
    }

    private static async Task<FileStreamHttpResult> GetOpenlyAsync(
        string id,
        string digest,
        string? expires,
        HttpContext http,
        MeecoDb db,
        BlobUrls urls,
        IBlobStore store,
        CancellationToken cancel) =>
        urls.ReadFetchOpenly(id, digest, expires) switch
        {
            { Kind: IdKind.AttachmentBlob, Key: var key } => await SendAsync(key, http, db, store, cancel),
            { Key: var key } => await ThumbnailEndpoints.SendAsync(key, http, db, cancel),
            null => throw Refuse.NotFound("blob"),
        };

    private static async Task<FileStreamHttpResult> SendAsync(long key, HttpContext http, MeecoDb db, IBlobStore store, CancellationToken cancel)
    {
        var blocks = await db.AttachmentBlobs
            .Where(blob => blob.Key == key && blob.Blocks != null)
            .Select(blob => blob.Blocks)
            .SingleOrDefaultAsync(cancel) ?? throw Refuse.NotFound("blob");

        // Azure's own header; clients send it beside the usual one, which counts where both are there.
        if (HeaderOf(http, HeaderNames.Range) is null && HeaderOf(http, "x-ms-range") is { } range)
        {
            http.Request.Headers.Range = range;
        }

        return Send(store.OpenRead(key, blocks), http);
    }

    /// <summary>Answers with bytes that nobody but their recipient is to keep or to look into.</summary>
    public static FileStreamHttpResult Send(Stream bytes, HttpContext http)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentDisposition = "attachment";
        return TypedResults.Stream(bytes, ContentType, enableRangeProcessing: true);
    }

    private static string? HeaderOf(HttpContext http, string name) =>
        http.Request.Headers[name].ToString() is { Length: > 0 } value ? value : null;

    // The published client does not encode the id, so the plus signs of its base64 arrive as blanks.
    private static string BlockId(string? text) => Check.Text(text, "blockid", AttachmentLimits.BlockId).Replace(' ', '+');

    private static void LiftLimit(HttpContext http, long most)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = most;
        }
    }
}
