using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Accounts;

/// <summary>An RSA pair of a user: the public key as posted, the private one under his KEK.</summary>
internal sealed class KeyPair
{
    public long Key { get; private set; }

    public required long UserKey { get; init; }

    public KeystoreUser? User { get; private set; }

    /// <summary>PEM, byte for byte as posted.</summary>
    public required string PublicKey { get; init; }

    public required string EncryptedSerializedKey { get; init; }

    /// <summary>A JSON object; <c>{}</c> when none was sent (docs/WIRE.md 11).</summary>
    public required string Metadata { get; set; }

    /// <summary>The names the user may look the pair up by, in the order given.</summary>
    public List<KeyPairIdentifier> Identifiers { get; private set; } = [];

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class KeyPairMapping : IEntityTypeConfiguration<KeyPair>
{
    public void Configure(EntityTypeBuilder<KeyPair> builder)
    {
        builder.HasKey(pair => pair.Key);
        builder.HasOne(pair => pair.User).WithMany().HasForeignKey(pair => pair.UserKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(pair => pair.Identifiers).WithOne().HasForeignKey(identifier => identifier.KeyPairKey).OnDelete(DeleteBehavior.Cascade);
    }
}
