using Meeco.Wire;
using Refit;

namespace Meeco;

/// <summary>The vault's calls about files and thumbnails (docs/WIRE.md 4.4); their bytes go by <see cref="BlobApi"/>.</summary>
internal interface IAttachmentsApi
{
    [Post("/direct/attachments/upload_url")]
    Task<UploadUrlResponse> OpenUploadAsync(
        [Body] PostUploadUrlRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Post("/direct/attachments")]
    Task<DirectAttachmentResponse> CreateAsync(
        [Body] PostDirectAttachmentsRequest body,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Get("/direct/attachments/{id}")]
    Task<DirectAttachmentResponse> GetDirectAsync(string id, CancellationToken cancel);

    [Delete("/direct/attachments/{id}")]
    Task DeleteAsync(string id, CancellationToken cancel);

    [Get("/attachments/{id}")]
    Task<AttachmentResponse> GetAsync(string id, CancellationToken cancel);

    [Get("/attachments_in_slots")]
    Task<AttachmentsInSlotsResponse> ListInSlotsAsync(CancellationToken cancel);

    [Multipart]
    [Post("/thumbnails")]
    Task<ThumbnailResponse> CreateThumbnailAsync(
        [AliasAs("thumbnail[file]")] ByteArrayPart file,
        [AliasAs("thumbnail[attachment_id]")] string attachmentId,
        [AliasAs("thumbnail[size_type]")] string sizeType,
        [Header(WireHeaders.IdempotencyKey)] string idempotencyKey,
        CancellationToken cancel);

    [Get("/thumbnails/{id}")]
    Task<RedirectResponse> GetThumbnailAsync(string id, CancellationToken cancel);
}
