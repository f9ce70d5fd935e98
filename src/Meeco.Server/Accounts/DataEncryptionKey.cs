using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Accounts;

/// <summary>A DEK under its user's KEK.</summary>
internal sealed class DataEncryptionKey
{
    public long Key { get; private set; }

    public required long UserKey { get; init; }

    public KeystoreUser? User { get; private set; }

    public required string SerializedKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class DataEncryptionKeyMapping : IEntityTypeConfiguration<DataEncryptionKey>
{
    public void Configure(EntityTypeBuilder<DataEncryptionKey> builder)
    {
        builder.HasKey(key => key.Key);
        builder.HasOne(key => key.User).WithMany().HasForeignKey(key => key.UserKey).OnDelete(DeleteBehavior.Cascade);
    }
}
