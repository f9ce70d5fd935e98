using Meeco.Server.Accounts;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Connections;

/// <summary>
/// One user's side of a connection. A connection is two such rows, which find each other by their users, and there is
/// at most one per pair (docs/WIRE.md 9.5).
/// </summary>
internal sealed class Connection : IListed
{
    public long Key { get; private set; }

    public required long UserKey { get; init; }

    public VaultUser? User { get; private set; }

    /// <summary>What kind of user this side's is; it never changes.</summary>
    public required UserType UserType { get; init; }

    public required long OtherUserKey { get; init; }

    public VaultUser? OtherUser { get; private set; }

    /// <summary>The key this side gave for the connection, PEM byte for byte.</summary>
    public required string PublicKey { get; init; }

    /// <summary>Id of that pair in the keystore.</summary>
    public string? KeyPairExternalId { get; init; }

    /// <summary>The name this side gave the other, under its own DEK; nobody else sees it.</summary>
    public string? EncryptedRecipientName { get; set; }

    public string? Did { get; init; }

    public required ConnectionPurpose Purpose { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class ConnectionMapping : IEntityTypeConfiguration<Connection>
{
    public void Configure(EntityTypeBuilder<Connection> builder)
    {
        builder.HasKey(connection => connection.Key);
        builder.ComplexProperty(connection => connection.Purpose);
        builder.HasAlternateKey(connection => new { connection.UserKey, connection.OtherUserKey });
        builder.HasIndex(connection => new { connection.UserKey, connection.CreatedAt, connection.Key });
        builder.HasOne(connection => connection.User).WithMany().HasForeignKey(connection => connection.UserKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(connection => connection.OtherUser).WithMany().HasForeignKey(connection => connection.OtherUserKey).OnDelete(DeleteBehavior.Cascade);
    }
}
