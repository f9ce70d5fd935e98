using Meeco.Server.Http;
using Meeco.Server.Shares;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Attachments;

/// <summary>Files and what they are made of (docs/WIRE.md 4.4).</summary>
internal static class AttachmentEndpoints
{
    private const string ArtifactFile = "encryption_artifact_file";
    private const string BinaryFile = "binary_file";

    public static void MapAttachmentRecords(this IEndpointRouteBuilder app)
    {
        var vault = app.MapVault().WithTags("Attachments");
        vault.MapGet("/attachments", ListAsync).WithPaging().WithSummary("The files that the caller uploaded, newest first.");
        vault.MapGet("/attachments/{id}", ReadAsync).WithSummary("One file that the caller uploaded, or may read the slot of.");
        vault.MapDelete("/attachments/{id}", DeleteAsync).WithSummary("Removes a file that no slot has.");
        vault.MapGet("/attachments_in_slots", ListInSlotsAsync).WithSummary("All slots with a file, own and received, and their files.");
        vault.MapPost("/direct/attachments/upload_url", OpenUploadAsync).WithSummary("A place to upload one file to, in blocks.");
        vault.MapPost("/direct/attachments", CreateAsync).WithSummary("Makes a file of an encrypted upload and its artefacts.");
        vault.MapGet("/direct/attachments/{id}", ReadDirectAsync).WithSummary("One file with the places to fetch it from.");
        vault.MapGet("/direct/attachments/{id}/download_url", ReadDownloadUrlAsync).WithSummary("A place to fetch from without a token (clients of 2020).");
        vault.MapDelete("/direct/attachments/{id}", DeleteAsync).WithSummary("Removes a file that no slot has.");
    }

    private static async Task<AttachmentsResponse> ListAsync(
        VaultCaller caller,
        PageRequest page,
        MeecoDb db,
        AttachmentViews views,
        PublicIds ids,
        CancellationToken cancel)
    {
        var found = await db.Attachments.AsNoTracking()
            .Where(attachment => attachment.OwnerKey == caller.UserKey)
            .PageAsync(page, cancel);
        return new AttachmentsResponse
        {
            Attachments = [.. found.Rows.Select(views.Body)],
            NextPageAfter = found.Next is { } next ? ids.EncodeCursor(next) : null,
            Meta = page.Meta("attachments.created_at", found.Next is not null, found.Count),
        };
    }

    private static async Task<AttachmentResponse> ReadAsync(
        string id,
        VaultCaller caller,
        AttachmentReading reading,
        AttachmentViews views,
        CancellationToken cancel) =>
        new() { Attachment = views.Body(await reading.FindAsync(caller, id, cancel)) };

    private static Task<AttachmentsInSlotsResponse> ListInSlotsAsync(
        VaultCaller caller,
        MeecoDb db,
        Transactions transactions,
        ReceivedItems received,
        AttachmentViews views,
        PublicIds ids,
        CancellationToken cancel) =>
        transactions.ReadAsync(
            async inner =>
            {
                var own = await db.Slots.AsNoTracking()
                    .Where(slot => slot.Item!.OwnerKey == caller.UserKey && slot.AttachmentKey != null)
                    .Include(slot => slot.Attachment)
                    .OrderByDescending(slot => slot.Key)
                    .ToListAsync(inner);
                var copies = await received.Listed(caller.UserKey)
                    .Where(copy => db.Slots.Any(slot => slot.ItemKey == copy.ItemKey && slot.AttachmentKey != null))
                    .OrderByDescending(copy => copy.Key)
                    .Select(copy => copy.Key)
                    .ToListAsync(inner);
                var contents = await received.RenderAsync(copies, inner);
                return new AttachmentsInSlotsResponse
                {
                    Attachments =
                    [
                        .. own.Select(slot => views.Body(slot.Attachment!))
                            .Concat(contents.SelectMany(content => content.Attachments))
                            .DistinctBy(body => body.Id)
                            .Select(AttachmentViews.Compact),
                    ],
                    Slots =
                    [
                        .. own.Select(slot => new CompactSlotBody
                        {
                            Id = ids.Encode(IdKind.Slot, slot.Key),
                            AttachmentId = ids.Encode(IdKind.Attachment, slot.AttachmentKey),
                            EncryptedValue = slot.EncryptedValue,
                        }),
                        .. contents.SelectMany(content => content.Slots).Where(slot => slot.AttachmentId is not null).Select(Compact),
                    ],
                };
            },
            cancel);

    private static async Task<Created<UploadUrlResponse>> OpenUploadAsync(
        PostUploadUrlRequest request,
        VaultCaller caller,
        BlobUploads uploads,
        BlobUrls urls,
        PublicIds ids,
        CancellationToken cancel)
    {
        var blob = await uploads.OpenAsync(caller, request, cancel);
        return TypedResults.Created(
            (string?)null,
            new UploadUrlResponse
            {
                AttachmentDirectUploadUrl = new UploadUrlBody
                {
                    BlobId = urls.NumberOf(blob.Key),
                    BlobKey = ids.Encode(IdKind.AttachmentBlob, blob.Key),
                    Url = urls.Upload(blob.Key, blob.ExpiresAt!.Value),
                },
            });
    }

    private static Task<Created<DirectAttachmentResponse>> CreateAsync(
        PostDirectAttachmentsRequest request,
        VaultCaller caller,
        Transactions transactions,
        AttachmentChanges changes,
        AttachmentViews views,
        CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var (attachment, artifact) = await changes.CreateAsync(caller, request, inner);
                return TypedResults.Created(
                    (string?)null, new DirectAttachmentResponse { Attachment = views.Direct(attachment, artifact) });
            },
            cancel);

    private static async Task<DirectAttachmentResponse> ReadDirectAsync(
        string id,
        VaultCaller caller,
        MeecoDb db,
        AttachmentReading reading,
        AttachmentViews views,
        CancellationToken cancel)
    {
        var attachment = await reading.FindAsync(caller, id, cancel);
        return new DirectAttachmentResponse { Attachment = views.Direct(attachment, await ArtifactAsync(db, attachment, cancel)) };
    }

    private static async Task<DownloadUrlResponse> ReadDownloadUrlAsync(
        string id,
        string? type,
        VaultCaller caller,
        MeecoDb db,
        AttachmentReading reading,
        BlobUrls urls,
        CancellationToken cancel)
    {
        var attachment = await reading.FindAsync(caller, id, cancel);
        var (filename, contentType, size, blobKey) = type switch
        {
            BinaryFile => (attachment.Filename, attachment.ContentType, attachment.ByteSize, attachment.MainKey),
            ArtifactFile when await ArtifactAsync(db, attachment, cancel) is var artifact =>
                (artifact.Filename, artifact.ContentType, artifact.ByteSize, artifact.Key),
            _ => throw Refuse.BadRequest("type", $"type is {BinaryFile} or {ArtifactFile}."),
        };
        return new DownloadUrlResponse
        {
            AttachmentDirectDownloadUrl = new DownloadUrlBody
            {
                Filename = filename,
                ContentType = contentType,
                ByteSize = size,
                Url = urls.FetchOpenly(IdKind.AttachmentBlob, blobKey),
            },
        };
    }

    private static async Task<NoContent> DeleteAsync(
        string id,
        VaultCaller caller,
        Transactions transactions,
        AttachmentChanges changes,
        CancellationToken cancel)
    {
        await transactions.WriteAsync(inner => changes.DeleteAsync(caller, id, inner), cancel);
        return TypedResults.NoContent();
    }

    private static Task<AttachmentBlob> ArtifactAsync(MeecoDb db, Attachment attachment, CancellationToken cancel) =>
        db.AttachmentBlobs.AsNoTracking().SingleAsync(blob => blob.Key == attachment.ArtifactKey, cancel);

    private static CompactSlotBody Compact(SlotBody slot) => new()
    {
        Id = slot.Id,
        AttachmentId = slot.AttachmentId,
        EncryptedValue = slot.EncryptedValue,
    };
}
