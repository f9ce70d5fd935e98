using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Attachments;

/// <summary>
/// One uploaded file: an encrypted one, or the artefacts of one. The bytes are in the <see cref="IBlobStore"/>; this row is
/// there before the first of them and goes after the last, so that no byte is ever without an account.
/// </summary>
internal sealed class AttachmentBlob
{
    public long Key { get; private set; }

    /// <summary>Who uploads it. Not a reference: the row outlives the user until its bytes are gone.</summary>
    public required long OwnerKey { get; init; }

    public required string Filename { get; init; }

    public required string ContentType { get; init; }

    /// <summary>Its size as announced; the upload is complete with exactly as many bytes.</summary>
    public required long ByteSize { get; init; }

    /// <summary>The pieces in their order; null until the upload is complete.</summary>
    public IReadOnlyList<BlobBlock>? Blocks { get; set; }

    /// <summary>When it goes; null while an attachment has it.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }
}

internal sealed class AttachmentBlobMapping : IEntityTypeConfiguration<AttachmentBlob>
{
    public void Configure(EntityTypeBuilder<AttachmentBlob> builder)
    {
        builder.HasKey(blob => blob.Key);
        builder.Property(blob => blob.Filename).HasMaxLength(AttachmentLimits.Filename);
        builder.Property(blob => blob.ContentType).HasMaxLength(AttachmentLimits.ContentType);
        builder.Property(blob => blob.Blocks).HasConversion<BlobBlocksConverter, BlobBlocksComparer>();
        builder.HasIndex(blob => blob.OwnerKey);
        builder.HasIndex(blob => blob.ExpiresAt);
    }
}
