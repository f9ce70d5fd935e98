using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Attachments;

/// <summary>
/// The cryppo text of a thumbnail, in a table of its own so that lists do not read it. It is as small as a large slot
/// value, so it lies in the database, where it comes and goes with its row.
/// </summary>
internal sealed class ThumbnailPicture
{
    public long ThumbnailKey { get; private set; }

    public required string Text { get; init; }
}

internal sealed class ThumbnailPictureMapping : IEntityTypeConfiguration<ThumbnailPicture>
{
    public void Configure(EntityTypeBuilder<ThumbnailPicture> builder) => builder.HasKey(picture => picture.ThumbnailKey);
}
