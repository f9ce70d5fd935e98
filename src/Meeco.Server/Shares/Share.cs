using Meeco.Server.Accounts;
using Meeco.Server.Connections;
using Meeco.Server.Items;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Shares;

/// <summary>One share of an item, or of one of its slots, with one recipient; its slot values are packed in the row.</summary>
internal sealed class Share : IListed
{
    public long Key { get; private set; }

    /// <summary>The original item.</summary>
    public required long ItemKey { get; init; }

    public Item? Item { get; private set; }

    /// <summary>The copy it brings to its recipient.</summary>
    public required long ReceivedItemKey { get; init; }

    public ReceivedItem? ReceivedItem { get; private set; }

    public required long OwnerKey { get; init; }

    public VaultUser? Owner { get; private set; }

    /// <summary>The owner, or a recipient who shares on.</summary>
    public required long SenderKey { get; init; }

    public VaultUser? Sender { get; private set; }

    public required long RecipientKey { get; init; }

    public VaultUser? Recipient { get; private set; }

    /// <summary>The share that an on-share came from; null for a share of the owner.</summary>
    public long? ParentKey { get; init; }

    public Share? Parent { get; private set; }

    public List<Share> OnShares { get; private set; } = [];

    /// <summary>0 for a share of the owner, one more for every link of the chain.</summary>
    public required int Depth { get; init; }

    /// <summary>The original slot's ordinal where one slot is shared; null is the whole item.</summary>
    public int? SlotOrdinal { get; init; }

    /// <summary>That slot's key, from which its public id is made. Not a reference, for the share outlives the slot.</summary>
    public long? SlotKey { get; init; }

    /// <summary>The share's DEK under the recipient's public key; null once the recipient encrypted his copy with his own DEK.</summary>
    public string? EncryptedDek { get; set; }

    /// <summary>The recipient's key as sent, byte for byte.</summary>
    public required string PublicKey { get; init; }

    /// <summary>Id of the recipient's key pair in the keystore.</summary>
    public string? KeyPairExternalId { get; init; }

    public string? Terms { get; init; }

    public required Acceptance Acceptance { get; set; }

    public required SharingMode Mode { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The values, all of one version of the item. The list is replaced as a whole, never changed in place.</summary>
    public required IReadOnlyList<SharedValue> Values { get; set; }

    /// <summary>The item's version that <see cref="Values"/> belong to.</summary>
    public required long ValuesVersion { get; set; }

    /// <summary>
    /// Names this value set among all that shares of the item ever held: what a recipient sees as the version. Two sets
    /// of one item version have different verification keys, so that version would not tell them apart.
    /// </summary>
    public required long ValuesRevision { get; set; }
}

internal sealed class ShareMapping : IEntityTypeConfiguration<Share>
{
    public void Configure(EntityTypeBuilder<Share> builder)
    {
        builder.HasKey(share => share.Key);
        builder.Property(share => share.Values).HasConversion<SharedValuesConverter, SharedValuesComparer>();
        builder.HasIndex(share => new { share.ItemKey, share.SenderKey });
        builder.HasIndex(share => new { share.ReceivedItemKey, share.CreatedAt, share.Key });
        builder.HasIndex(share => new { share.RecipientKey, share.CreatedAt, share.Key });
        builder.HasIndex(share => new { share.SenderKey, share.CreatedAt, share.Key });
        builder.HasIndex(share => share.OwnerKey);

        // Most shares are without an end, are their owner's, and have no parent.
        builder.HasIndex(share => share.ExpiresAt).HasFilter($"\"{nameof(Share.ExpiresAt)}\" IS NOT NULL");
        builder.HasIndex(share => share.ParentKey).HasFilter($"\"{nameof(Share.ParentKey)}\" IS NOT NULL");
        builder.HasOne(share => share.Item).WithMany().HasForeignKey(share => share.ItemKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(share => share.Owner).WithMany().HasForeignKey(share => share.OwnerKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(share => share.Sender).WithMany().HasForeignKey(share => share.SenderKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(share => share.Recipient).WithMany().HasForeignKey(share => share.RecipientKey).OnDelete(DeleteBehavior.Cascade);

        // On the recipient's side: no connection ends without the shares over it, even such as were made at the same moment.
        builder.HasOne<Connection>().WithMany()
            .HasPrincipalKey(side => new { side.UserKey, side.OtherUserKey })
            .HasForeignKey(share => new { share.RecipientKey, share.SenderKey })
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(share => share.Parent).WithMany(share => share.OnShares).HasForeignKey(share => share.ParentKey).OnDelete(DeleteBehavior.Cascade);
    }
}
