using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Accounts;

/// <summary>A log-in at the vault. The token itself is not kept, only its hash.</summary>
internal sealed class VaultSession : IUserSession
{
    public long Key { get; private set; }

    public required long UserKey { get; init; }

    public VaultUser? User { get; private set; }

    /// <summary>The member who opened it, where the user is an agent; null where the user opened it himself.</summary>
    public long? OpenedByKey { get; init; }

    public VaultUser? OpenedBy { get; private set; }

    public required byte[] TokenHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class VaultSessionMapping : IEntityTypeConfiguration<VaultSession>
{
    public void Configure(EntityTypeBuilder<VaultSession> builder)
    {
        builder.HasKey(session => session.Key);
        builder.HasIndex(session => session.TokenHash).IsUnique();
        builder.HasIndex(session => session.ExpiresAt);
        builder.HasOne(session => session.User).WithMany().HasForeignKey(session => session.UserKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(session => session.OpenedBy).WithMany().HasForeignKey(session => session.OpenedByKey).OnDelete(DeleteBehavior.Cascade);
    }
}
