using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Items;

/// <summary>A set of classification nodes; the schemes are fixed by the vault (rule 7).</summary>
internal sealed class ClassificationScheme
{
    public long Key { get; private set; }

    public required string Name { get; init; }

    /// <summary>Whether users add nodes of their own by using them; in the others a missing node is an error.</summary>
    public required bool UserOwned { get; init; }
}

internal sealed class ClassificationSchemeMapping : IEntityTypeConfiguration<ClassificationScheme>
{
    public void Configure(EntityTypeBuilder<ClassificationScheme> builder)
    {
        builder.HasKey(scheme => scheme.Key);
        builder.Property(scheme => scheme.Name).HasMaxLength(ItemLimits.Name);
        builder.HasIndex(scheme => scheme.Name).IsUnique();
    }
}
