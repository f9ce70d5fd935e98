using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Items;

/// <summary>An example of a slot: items get slots of their own made like it (docs/WIRE.md 9.4).</summary>
internal sealed class TemplateSlot
{
    public long Key { get; private set; }

    public long TemplateKey { get; private set; }

    public required string Name { get; init; }

    public required string Label { get; init; }

    public string? Description { get; init; }

    public required string SlotType { get; init; }

    /// <summary>The place within the template, from 1.</summary>
    public required int Position { get; init; }

    public required bool Required { get; init; }

    public required bool Visible { get; init; }
}

internal sealed class TemplateSlotMapping : IEntityTypeConfiguration<TemplateSlot>
{
    public void Configure(EntityTypeBuilder<TemplateSlot> builder)
    {
        builder.HasKey(slot => slot.Key);
        builder.Property(slot => slot.Name).HasMaxLength(ItemLimits.Name);
        builder.Property(slot => slot.Label).HasMaxLength(ItemLimits.Label);
        builder.Property(slot => slot.SlotType).HasMaxLength(ItemLimits.Name);
        builder.HasIndex(slot => new { slot.TemplateKey, slot.Name }).IsUnique();
    }
}
