using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Storage.Copying;

/// <summary>Says that the database is being filled from another one: until that is done and compared, no server may use it.</summary>
internal sealed class CopyMark
{
    /// <summary>SHA-256 of the source's own key, by which a run that goes on knows that it has the same source.</summary>
    public required byte[] Source { get; init; }
}

internal sealed class CopyMarkMapping : IEntityTypeConfiguration<CopyMark>
{
    public void Configure(EntityTypeBuilder<CopyMark> builder) => builder.HasKey(mark => mark.Source);
}
