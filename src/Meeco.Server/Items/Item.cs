using Meeco.Server.Accounts;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Items;

/// <summary>An item of its owner: the original. What recipients see of it is a <c>ReceivedItem</c>.</summary>
internal sealed class Item : IListed
{
    public long Key { get; init; }

    public required long OwnerKey { get; init; }

    public VaultUser? Owner { get; private set; }

    public required long TemplateKey { get; init; }

    public ItemTemplate? Template { get; set; }

    /// <summary>The machine name, made from the label unless given.</summary>
    public required string Name { get; set; }

    public required string Label { get; set; }

    public required string? Description { get; init; }

    /// <summary>From 1, one higher with every change of the item or its slots; shares' values belong to one version.</summary>
    public long Version { get; set; } = 1;

    /// <summary>The revision that the newest value set of any share of the item has.</summary>
    public long LastValuesRevision { get; set; }

    /// <summary>The ordinal that the next new slot gets. Ordinals are never given twice.</summary>
    public int NextSlotOrdinal { get; set; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public List<Slot> Slots { get; private set; } = [];

    public List<ClassificationNode> ClassificationNodes { get; private set; } = [];
}

internal sealed class ItemMapping : IEntityTypeConfiguration<Item>
{
    public void Configure(EntityTypeBuilder<Item> builder)
    {
        builder.HasKey(item => item.Key);
        builder.Property(item => item.Name).HasMaxLength(ItemLimits.Name);
        builder.Property(item => item.Label).HasMaxLength(ItemLimits.Label);
        builder.Property(item => item.Description).HasMaxLength(ItemLimits.Description);
        builder.Property(item => item.Version).IsConcurrencyToken();
        builder.HasIndex(item => new { item.OwnerKey, item.CreatedAt, item.Key });
        builder.HasIndex(item => item.TemplateKey);
        builder.HasOne(item => item.Owner).WithMany().HasForeignKey(item => item.OwnerKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(item => item.Template).WithMany().HasForeignKey(item => item.TemplateKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(item => item.Slots).WithOne(slot => slot.Item).HasForeignKey(slot => slot.ItemKey).OnDelete(DeleteBehavior.Cascade);
    }
}
