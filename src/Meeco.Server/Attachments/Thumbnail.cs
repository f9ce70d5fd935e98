using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Attachments;

/// <summary>A small picture of a file, encrypted with the file's key; one for each size.</summary>
internal sealed class Thumbnail
{
    public long Key { get; private set; }

    public required long AttachmentKey { get; init; }

    public Attachment? Attachment { get; private set; }

    /// <summary>One of the wire's six, for example <c>128x128/jpg</c>.</summary>
    public required string SizeType { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The picture; null where it was not asked for, which lists never do.</summary>
    public ThumbnailPicture? Picture { get; init; }
}

internal sealed class ThumbnailMapping : IEntityTypeConfiguration<Thumbnail>
{
    public void Configure(EntityTypeBuilder<Thumbnail> builder)
    {
        builder.HasKey(thumbnail => thumbnail.Key);
        builder.Property(thumbnail => thumbnail.SizeType).HasMaxLength(16);
        builder.HasIndex(thumbnail => new { thumbnail.AttachmentKey, thumbnail.SizeType }).IsUnique();
        builder.HasOne(thumbnail => thumbnail.Picture).WithOne().HasForeignKey<ThumbnailPicture>(picture => picture.ThumbnailKey).OnDelete(DeleteBehavior.Cascade);
    }
}
