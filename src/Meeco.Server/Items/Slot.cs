using Meeco.Server.Attachments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Items;

/// <summary>A slot of an own item; its value is encrypted with the owner's DEK (rule 1).</summary>
internal sealed class Slot
{
    public long Key { get; init; }

    public long ItemKey { get; init; }

    public Item? Item { get; private set; }

    /// <summary>
    /// What shares and received copies know this slot by within its item. It stays for the slot's life and is never
    /// given to another one; where the slot is shown is its <see cref="Position"/>.
    /// </summary>
    public required int Ordinal { get; init; }

    /// <summary>The place within the item; the wire calls it <c>ordinal</c>.</summary>
    public required int Position { get; set; }

    public required string Name { get; set; }

    public required string Label { get; set; }

    public string? Description { get; set; }

    /// <summary>One of the wire's slot types: a hint only, for nobody can check an encrypted value (rule 3).</summary>
    public required string SlotType { get; set; }

    /// <summary><c>system</c> for slots made from a template, <c>user</c> for the others.</summary>
    public required string Creator { get; init; }

    public required bool Required { get; init; }

    public bool Visible { get; set; } = true;

    /// <summary>A cryppo text under the owner's DEK; null when the slot is empty.</summary>
    public string? EncryptedValue { get; set; }

    /// <summary>The file that the slot stands for, and keeps (rule 9); its key is the value.</summary>
    public long? AttachmentKey { get; set; }

    public Attachment? Attachment { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public List<ClassificationNode> ClassificationNodes { get; private set; } = [];
}

internal sealed class SlotMapping : IEntityTypeConfiguration<Slot>
{
    public void Configure(EntityTypeBuilder<Slot> builder)
    {
        builder.HasKey(slot => slot.Key);
        builder.Property(slot => slot.Name).HasMaxLength(ItemLimits.Name);
        builder.Property(slot => slot.Label).HasMaxLength(ItemLimits.Label);
        builder.Property(slot => slot.Description).HasMaxLength(ItemLimits.Description);
        builder.Property(slot => slot.SlotType).HasMaxLength(ItemLimits.Name);
        builder.Property(slot => slot.Creator).HasMaxLength(ItemLimits.Name);
        builder.HasIndex(slot => new { slot.ItemKey, slot.Ordinal }).IsUnique();
        builder.HasOne(slot => slot.Attachment).WithOne().HasForeignKey<Slot>(slot => slot.AttachmentKey).OnDelete(DeleteBehavior.SetNull);
    }
}
