using Meeco.Server.Accounts;
using Meeco.Server.Items;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Shares;

/// <summary>
/// A recipient's copy of an item: one per recipient and original, whichever and however many shares bring it, so that
/// its id and its slots' ids stay when another share takes over serving it (docs/RULES.md 9). It lives as long as its last share.
/// </summary>
internal sealed class ReceivedItem : IListed
{
    public long Key { get; private set; }

    public required long RecipientKey { get; init; }

    public VaultUser? Recipient { get; private set; }

    /// <summary>The original.</summary>
    public required long ItemKey { get; init; }

    public Item? Item { get; private set; }

    /// <summary>When the first share that brought it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public List<Share> Shares { get; private set; } = [];
}

internal sealed class ReceivedItemMapping : IEntityTypeConfiguration<ReceivedItem>
{
    public void Configure(EntityTypeBuilder<ReceivedItem> builder)
    {
        builder.HasKey(received => received.Key);
        builder.HasIndex(received => new { received.RecipientKey, received.ItemKey }).IsUnique();
        builder.HasIndex(received => new { received.RecipientKey, received.CreatedAt, received.Key });
        builder.HasOne(received => received.Recipient).WithMany().HasForeignKey(received => received.RecipientKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(received => received.Item).WithMany().HasForeignKey(received => received.ItemKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(received => received.Shares).WithOne(share => share.ReceivedItem).HasForeignKey(share => share.ReceivedItemKey).OnDelete(DeleteBehavior.Cascade);
    }
}
