using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Items;

/// <summary>What items are made from; neither changed nor deleted once there, its name unique (rule 6).</summary>
internal sealed class ItemTemplate : IListed
{
    public long Key { get; private set; }

    public required string Name { get; init; }

    public required string Label { get; init; }

    public required string Description { get; init; }

    /// <summary>The place among the templates, from 1.</summary>
    public required int Position { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public List<TemplateSlot> Slots { get; private set; } = [];

    public List<ClassificationNode> ClassificationNodes { get; private set; } = [];
}

internal sealed class ItemTemplateMapping : IEntityTypeConfiguration<ItemTemplate>
{
    public void Configure(EntityTypeBuilder<ItemTemplate> builder)
    {
        builder.HasKey(template => template.Key);
        builder.Property(template => template.Name).HasMaxLength(ItemLimits.Name);
        builder.Property(template => template.Label).HasMaxLength(ItemLimits.Label);
        builder.HasIndex(template => template.Name).IsUnique();
        builder.HasIndex(template => new { template.CreatedAt, template.Key });
        builder.HasMany(template => template.Slots).WithOne().HasForeignKey(slot => slot.TemplateKey).OnDelete(DeleteBehavior.Cascade);
    }
}
