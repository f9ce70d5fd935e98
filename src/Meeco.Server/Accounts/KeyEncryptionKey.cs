using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Accounts;

/// <summary>A user's KEK under his passphrase-derived key; one per user (rule 73).</summary>
internal sealed class KeyEncryptionKey
{
    public long Key { get; private set; }

    public required long UserKey { get; init; }

    public KeystoreUser? User { get; private set; }

    public required string SerializedKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class KeyEncryptionKeyMapping : IEntityTypeConfiguration<KeyEncryptionKey>
{
    public void Configure(EntityTypeBuilder<KeyEncryptionKey> builder)
    {
        builder.HasKey(key => key.Key);
        builder.HasIndex(key => key.UserKey).IsUnique();
        builder.HasOne(key => key.User).WithMany().HasForeignKey(key => key.UserKey).OnDelete(DeleteBehavior.Cascade);
    }
}
