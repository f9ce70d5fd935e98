using Meeco.Server.Accounts;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Items;

/// <summary>
/// What items are made from: the vault's, which everybody sees, or a user's own. Neither changed nor deleted once there,
/// its name unique among those that one user sees (rule 6).
/// </summary>
internal sealed class ItemTemplate : IListed
{
    public long Key { get; init; }

    /// <summary>Null for a template that all users see.</summary>
    public long? OwnerKey { get; init; }

    public VaultUser? Owner { get; private set; }

    public required string Name { get; init; }

    public required string Label { get; init; }

    /// <summary>The label without regard to case, in which lists are searched: databases differ in what they take for equal.</summary>
    public required string FoldedLabel { get; init; }

    public required string Description { get; init; }

    /// <summary>The place among the templates, from 1.</summary>
    public required int Position { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public List<TemplateSlot> Slots { get; private set; } = [];

    public List<ClassificationNode> ClassificationNodes { get; private set; } = [];

    /// <summary>What <see cref="FoldedLabel"/> holds, and what is searched in it.</summary>
    public static string Fold(string text) => text.ToUpperInvariant();
}

internal sealed class ItemTemplateMapping : IEntityTypeConfiguration<ItemTemplate>
{
    public void Configure(EntityTypeBuilder<ItemTemplate> builder)
    {
        builder.HasKey(template => template.Key);
        builder.Property(template => template.Name).HasMaxLength(ItemLimits.Name);
        builder.Property(template => template.Label).HasMaxLength(ItemLimits.Label);
        builder.Property(template => template.FoldedLabel).HasMaxLength(ItemLimits.Label);
        builder.HasIndex(template => new { template.OwnerKey, template.Name }).IsUnique();
        builder.HasIndex(template => new { template.CreatedAt, template.Key });
        builder.HasOne(template => template.Owner).WithMany().HasForeignKey(template => template.OwnerKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(template => template.Slots).WithOne().HasForeignKey(slot => slot.TemplateKey).OnDelete(DeleteBehavior.Cascade);
    }
}
