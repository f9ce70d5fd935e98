using Meeco.Server.Accounts;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Attachments;

/// <summary>A file that a slot can stand for: the encrypted bytes and the artefacts to decrypt them with the slot's value.</summary>
internal sealed class Attachment : IListed
{
    public long Key { get; private set; }

    public required long OwnerKey { get; init; }

    public VaultUser? Owner { get; private set; }

    public required string Filename { get; init; }

    public required string ContentType { get; init; }

    public required long ByteSize { get; init; }

    /// <summary>The blob of the encrypted bytes.</summary>
    public required long MainKey { get; init; }

    /// <summary>The blob of the artefacts.</summary>
    public required long ArtifactKey { get; init; }

    /// <summary>When it goes if no slot has it by then; null once one has.</summary>
    public required DateTimeOffset? ExpiresAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public List<Thumbnail> Thumbnails { get; private set; } = [];
}

internal sealed class AttachmentMapping : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.HasKey(attachment => attachment.Key);
        builder.Property(attachment => attachment.Filename).HasMaxLength(AttachmentLimits.Filename);
        builder.Property(attachment => attachment.ContentType).HasMaxLength(AttachmentLimits.ContentType);
        builder.HasIndex(attachment => new { attachment.OwnerKey, attachment.CreatedAt, attachment.Key });
        builder.HasIndex(attachment => attachment.ExpiresAt);
        builder.HasOne(attachment => attachment.Owner).WithMany().HasForeignKey(attachment => attachment.OwnerKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<AttachmentBlob>().WithOne().HasForeignKey<Attachment>(attachment => attachment.MainKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AttachmentBlob>().WithOne().HasForeignKey<Attachment>(attachment => attachment.ArtifactKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(attachment => attachment.Thumbnails).WithOne(thumbnail => thumbnail.Attachment).HasForeignKey(thumbnail => thumbnail.AttachmentKey).OnDelete(DeleteBehavior.Cascade);
    }
}
