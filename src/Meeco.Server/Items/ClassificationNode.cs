using Meeco.Server.Accounts;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Items;

/// <summary>A word of a classification scheme: everybody's, or one user's own in a user-owned scheme.</summary>
internal sealed class ClassificationNode : IListed
{
    public long Key { get; init; }

    public required long SchemeKey { get; init; }

    public ClassificationScheme? Scheme { get; init; }

    /// <summary>Null for a node that all users see.</summary>
    public long? OwnerKey { get; init; }

    public VaultUser? Owner { get; private set; }

    public required string Name { get; init; }

    public required string Label { get; init; }

    public string? Description { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public List<Item> Items { get; private set; } = [];

    public List<Slot> Slots { get; private set; } = [];

    public List<ItemTemplate> Templates { get; private set; } = [];
}

internal sealed class ClassificationNodeMapping : IEntityTypeConfiguration<ClassificationNode>
{
    public void Configure(EntityTypeBuilder<ClassificationNode> builder)
    {
        builder.HasKey(node => node.Key);
        builder.Property(node => node.Name).HasMaxLength(ItemLimits.Name);
        builder.Property(node => node.Label).HasMaxLength(ItemLimits.Label);
        builder.HasIndex(node => new { node.CreatedAt, node.Key });
        builder.HasIndex(node => new { node.SchemeKey, node.OwnerKey, node.Name }).IsUnique();
        builder.HasOne(node => node.Scheme).WithMany().HasForeignKey(node => node.SchemeKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(node => node.Owner).WithMany().HasForeignKey(node => node.OwnerKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(node => node.Items).WithMany(item => item.ClassificationNodes).UsingEntity("ItemClassifications");
        builder.HasMany(node => node.Slots).WithMany(slot => slot.ClassificationNodes).UsingEntity("SlotClassifications");
        builder.HasMany(node => node.Templates).WithMany(template => template.ClassificationNodes).UsingEntity("TemplateClassifications");
    }
}
