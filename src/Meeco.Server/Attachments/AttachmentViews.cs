using Meeco.Server.Storage;
using Meeco.Wire;

namespace Meeco.Server.Attachments;

/// <summary>Writes files in the wire's words.</summary>
internal sealed class AttachmentViews(PublicIds ids, BlobUrls urls)
{
    /// <summary>The file.</summary>
    public AttachmentBody Body(Attachment attachment) => new()
    {
        Id = ids.Encode(IdKind.Attachment, attachment.Key),
        Filename = attachment.Filename,
        ContentType = attachment.ContentType,
        UserId = ids.Encode(IdKind.VaultUser, attachment.OwnerKey),
        CreatedAt = attachment.CreatedAt,
        Url = urls.Fetch(attachment.MainKey),
        ByteSize = attachment.ByteSize,
    };

    /// <summary>As little of the file as it takes to fetch it.</summary>
    public static CompactAttachmentBody Compact(AttachmentBody body) => new()
    {
        Id = body.Id,
        Filename = body.Filename,
        HasError = body.HasError,
        FileDigest = body.FileDigest,
        Url = body.Url,
    };

    /// <summary>The file with both places to fetch from.</summary>
    /// <param name="attachment">The file.</param>
    /// <param name="artifact">The blob of its artefacts.</param>
    public DirectAttachmentBody Direct(Attachment attachment, AttachmentBlob artifact) => new()
    {
        Id = ids.Encode(IdKind.Attachment, attachment.Key),
        Bytesize = FormattableString.Invariant($"{attachment.ByteSize}"),
        BytesizeCheckedAt = attachment.CreatedAt,
        CreatedAt = attachment.CreatedAt,
        Main = new RemoteFileBody
        {
            Filename = attachment.Filename,
            ContentType = attachment.ContentType,
            Bytesize = attachment.ByteSize,
            Url = urls.Fetch(attachment.MainKey),
        },
        EncryptionArtifact = new RemoteFileBody
        {
            Filename = artifact.Filename,
            ContentType = artifact.ContentType,
            Bytesize = artifact.ByteSize,
            Url = urls.Fetch(artifact.Key),
        },
        Filename = attachment.Filename,
        ContentType = attachment.ContentType,
        UserId = ids.Encode(IdKind.VaultUser, attachment.OwnerKey),
    };

    /// <summary>The thumbnail, with the names that both generations know its file by.</summary>
    public ThumbnailBody Body(Thumbnail thumbnail)
    {
        var attachmentId = ids.Encode(IdKind.Attachment, thumbnail.AttachmentKey);
        return new ThumbnailBody
        {
            Id = ids.Encode(IdKind.Thumbnail, thumbnail.Key),
            AttachmentId = attachmentId,
            BinaryId = attachmentId,
            SizeType = thumbnail.SizeType,
            CreatedAt = thumbnail.CreatedAt,
            UpdatedAt = thumbnail.CreatedAt,
            Url = urls.FetchOpenly(IdKind.Thumbnail, thumbnail.Key),
        };
    }
}
