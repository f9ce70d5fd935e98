using Meeco.Server.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Delegations;

/// <summary>
/// The keystore's half of a delegation: who may use whose keys, and the owner's KEK encrypted for the delegate. The other
/// half is the purpose of the owner's side of the connection, which carries the token.
/// </summary>
internal sealed class KeyDelegation
{
    public long Key { get; private set; }

    /// <summary>
    /// Of the token, which names the delegation in both services. The connection shows it to both sides, and it opens nothing
    /// by itself.
    /// </summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>The token under a key of the server's, for both users may read it.</summary>
    public required string SealedToken { get; init; }

    /// <summary>Whose keys.</summary>
    public required long OwnerKey { get; init; }

    public KeystoreUser? Owner { get; private set; }

    /// <summary>Whose account at the vault.</summary>
    public required long VaultOwnerKey { get; init; }

    public VaultUser? VaultOwner { get; private set; }

    /// <summary>In the wire's words; the same as at the connection.</summary>
    public required string Role { get; set; }

    /// <summary>Who claimed it; null until then.</summary>
    public long? DelegateKey { get; set; }

    public KeystoreUser? Delegate { get; private set; }

    public DateTimeOffset? ClaimedAt { get; set; }

    /// <summary>From when on it cannot be claimed any more; one that was claimed does not end by itself.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>
    /// The token signed with the delegate's connection key; null for a child's, whose parent has nothing to prove. A signed value
    /// holds what was signed, so it is sealed as the token is.
    /// </summary>
    public string? SealedDelegateSignature { get; set; }

    /// <summary>The delegate's connection key as the owner gave it with the KEK, PEM byte for byte.</summary>
    public string? DelegatePublicKey { get; set; }

    /// <summary>When the signature proved to be of that key; null until both are there, and then nobody acts by it.</summary>
    public DateTimeOffset? VerifiedAt { get; set; }

    /// <summary>The owner's KEK for the delegate.</summary>
    public string? OwnerKek { get; set; }

    /// <summary>Whether the KEK is under the delegate's connection key, and not yet under his KEK.</summary>
    public bool KekUnderConnectionKey { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class KeyDelegationMapping : IEntityTypeConfiguration<KeyDelegation>
{
    public void Configure(EntityTypeBuilder<KeyDelegation> builder)
    {
        builder.HasKey(delegation => delegation.Key);
        builder.Property(delegation => delegation.Role).HasMaxLength(16);
        builder.HasIndex(delegation => delegation.TokenHash).IsUnique();
        builder.HasOne(delegation => delegation.Owner).WithMany().HasForeignKey(delegation => delegation.OwnerKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(delegation => delegation.VaultOwner).WithMany().HasForeignKey(delegation => delegation.VaultOwnerKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(delegation => delegation.Delegate).WithMany().HasForeignKey(delegation => delegation.DelegateKey).OnDelete(DeleteBehavior.Cascade);
    }
}
