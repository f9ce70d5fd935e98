using Meeco.Server.Shares;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Connections;

/// <summary>
/// A share prepared for whoever takes up an invitation (rule 20). It becomes a share when the two connect, and goes with
/// the invitation. The item may be gone by then, so it is no reference.
/// </summary>
internal sealed class ShareIntent : IListed
{
    public long Key { get; private set; }

    public required long InvitationKey { get; init; }

    public Invitation? Invitation { get; private set; }

    /// <summary>The sender of the invitation.</summary>
    public required long SenderKey { get; init; }

    /// <summary>The original item.</summary>
    public required long ItemKey { get; init; }

    /// <summary>The sender's copy, where he shares on.</summary>
    public long? ReceivedItemKey { get; init; }

    /// <summary>The item's label when the share was prepared: the invited user sees what he would receive.</summary>
    public required string ItemLabel { get; init; }

    /// <summary>
    /// The DEK: under a key derived from a passphrase in the simple workflow, under the sender's own DEK in the multistep one.
    /// </summary>
    public required string EncryptedDek { get; init; }

    public string? Terms { get; init; }

    public required Acceptance Acceptance { get; init; }

    public required SharingMode Mode { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The original slot's ordinal where one slot is shared.</summary>
    public int? SlotOrdinal { get; init; }

    /// <summary>Its key, from which its public id is made.</summary>
    public long? SlotKey { get; init; }

    public required IReadOnlyList<SharedValue> Values { get; init; }

    /// <summary>The item's version that <see cref="Values"/> belong to.</summary>
    public required long ValuesVersion { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the share will be, whoever receives it.</summary>
    public ShareOffer Offer => new()
    {
        Text = Terms,
        Acceptance = Acceptance,
        Mode = Mode,
        ExpiresAt = ExpiresAt,
        SlotOrdinal = SlotOrdinal,
        SlotKey = SlotKey,
        Values = Values,
    };
}

internal sealed class ShareIntentMapping : IEntityTypeConfiguration<ShareIntent>
{
    public void Configure(EntityTypeBuilder<ShareIntent> builder)
    {
        builder.HasKey(intent => intent.Key);
        builder.Ignore(intent => intent.Offer);
        builder.Property(intent => intent.Values).HasConversion<SharedValuesConverter, SharedValuesComparer>();
        builder.HasIndex(intent => intent.InvitationKey);
        builder.HasIndex(intent => new { intent.SenderKey, intent.CreatedAt, intent.Key });
        builder.HasOne(intent => intent.Invitation).WithMany().HasForeignKey(intent => intent.InvitationKey).OnDelete(DeleteBehavior.Cascade);
    }
}
