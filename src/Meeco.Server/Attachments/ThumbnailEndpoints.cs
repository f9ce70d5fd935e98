using System.Text;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Attachments;

/// <summary>Small pictures of files (docs/WIRE.md 4.4).</summary>
internal static class ThumbnailEndpoints
{
    private static readonly string[] SizeTypes =
        ["128x128/jpg", "256x256/jpg", "512x512/jpg", "128x128/png", "256x256/png", "512x512/png"];

    public static void MapThumbnails(this IEndpointRouteBuilder app)
    {
        var thumbnails = app.MapVault().MapGroup("/thumbnails").WithTags("Thumbnails");
        thumbnails.MapPost("", CreateAsync).WithSummary("Adds a thumbnail to an own file; one of the same size gives way.");
        thumbnails.MapGet("/{id}", ReadAsync).WithSummary("Where to fetch a thumbnail; for clients of 2020, the thumbnail itself.");
        thumbnails.MapDelete("/{id}", DeleteAsync).WithSummary("Removes a thumbnail of an own file.");
    }

    /// <summary>Answers with the encrypted picture.</summary>
    /// <exception cref="RefusedException">404: it is gone.</exception>
    public static async Task<FileStreamHttpResult> SendAsync(long key, HttpContext http, MeecoDb db, CancellationToken cancel)
    {
        var text = await db.ThumbnailPictures
            .Where(picture => picture.ThumbnailKey == key)
            .Select(picture => picture.Text)
            .SingleOrDefaultAsync(cancel) ?? throw Refuse.NotFound("thumbnail");
        return BlobEndpoints.Send(new MemoryStream(Encoding.UTF8.GetBytes(text)), http);
    }

    private static Task<Created<ThumbnailResponse>> CreateAsync(
        ThumbnailForm form,
        VaultCaller caller,
        MeecoDb db,
        Transactions transactions,
        AttachmentReading reading,
        AttachmentViews views,
        TimeProvider clock,
        IOptions<ServerOptions> options,
        CancellationToken cancel)
    {
        var text = Check.Encrypted(Check.Text(form.Text, "thumbnail[file]", options.Value.MaxThumbnailSize), "thumbnail[file]");
        var size = SizeTypes.Contains(form.SizeType)
            ? form.SizeType!
            : throw Refuse.Invalid("thumbnail[size_type]", $"The size is one of {string.Join(", ", SizeTypes)}.");
        return transactions.WriteAsync(
            async inner =>
            {
                var attachment = await reading.FindOwnAsync(caller, form.AttachmentId, inner);
                await db.Thumbnails
                    .Where(other => other.AttachmentKey == attachment.Key && other.SizeType == size)
                    .ExecuteDeleteAsync(inner);
                var thumbnail = new Thumbnail
                {
                    AttachmentKey = attachment.Key,
                    SizeType = size,
                    CreatedAt = clock.GetUtcNow(),
                    Picture = new ThumbnailPicture { Text = text },
                };
                db.Add(thumbnail);
                await db.SaveChangesAsync(inner);
                return TypedResults.Created((string?)null, new ThumbnailResponse { Thumbnail = views.Body(thumbnail) });
            },
            cancel);
    }

    private static async Task<Results<Ok<RedirectResponse>, FileStreamHttpResult>> ReadAsync(
        string id,
        VaultCaller caller,
        HttpContext http,
        MeecoDb db,
        AttachmentReading reading,
        BlobUrls urls,
        CancellationToken cancel)
    {
        var thumbnail = await reading.FindThumbnailAsync(caller, id, cancel);
        return http.Request.IsFrom2020()
            ? await SendAsync(thumbnail.Key, http, db, cancel)
            : TypedResults.Ok(new RedirectResponse { RedirectUrl = urls.FetchOpenly(IdKind.Thumbnail, thumbnail.Key) });
    }

    private static async Task<NoContent> DeleteAsync(
        string id,
        VaultCaller caller,
        MeecoDb db,
        Transactions transactions,
        AttachmentReading reading,
        CancellationToken cancel)
    {
        await transactions.WriteAsync(
            async inner =>
            {
                var thumbnail = await reading.FindThumbnailAsync(caller, id, inner);
                if (thumbnail.Attachment!.OwnerKey != caller.UserKey)
                {
                    throw Refuse.Forbidden(ErrorCodes.ReceivedItemReadOnly, "A received thumbnail is its owner's to change.");
                }

                await db.Thumbnails.Where(found => found.Key == thumbnail.Key).ExecuteDeleteAsync(inner);
            },
            cancel);
        return TypedResults.NoContent();
    }
}
