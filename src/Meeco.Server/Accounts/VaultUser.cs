using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Accounts;

/// <summary>A user of the vault: a person, known by the public key he logs in with, or an agent or child who does not log in.</summary>
internal sealed class VaultUser
{
    public long Key { get; private set; }

    /// <summary>Whose keys these are in the keystore; null for agents, and for a child until the keystore has its keys.</summary>
    public long? KeystoreUserKey { get; set; }

    public KeystoreUser? KeystoreUser { get; private set; }

    /// <summary>PEM, byte for byte as posted.</summary>
    public required string PublicKey { get; init; }

    /// <summary>
    /// SHA-256 of the key's SubjectPublicKeyInfo: keys are compared as keys, not as texts (docs/RULES.md 9). Null for a
    /// user who does not log in with his key.
    /// </summary>
    public byte[]? PublicKeyFingerprint { get; init; }

    public UserType Type { get; init; }

    /// <summary>Id of the keystore's DEK that this user's data is encrypted with; null right after registration.</summary>
    public string? PrivateDekExternalId { get; set; }

    public string? FullName { get; set; }

    public string? Email { get; set; }

    public string? Country { get; set; }

    public string? Image { get; set; }

    public string? Did { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when the operator has closed the account; null while it is open.</summary>
    public DateTimeOffset? DisabledAt { get; set; }
}

internal sealed class VaultUserMapping : IEntityTypeConfiguration<VaultUser>
{
    public void Configure(EntityTypeBuilder<VaultUser> builder)
    {
        builder.HasKey(user => user.Key);
        builder.HasIndex(user => user.PublicKeyFingerprint).IsUnique();
        builder.HasOne(user => user.KeystoreUser).WithMany().HasForeignKey(user => user.KeystoreUserKey).OnDelete(DeleteBehavior.Restrict);
    }
}
