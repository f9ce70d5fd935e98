using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Accounts;

/// <summary>An account of the keystore: all it knows of the passphrase is salt and verifier. A child user has neither.</summary>
internal sealed class KeystoreUser
{
    public long Key { get; private set; }

    public required string Username { get; init; }

    /// <summary>Lower-case hex as posted; null for a user who does not log in.</summary>
    public string? SrpSalt { get; init; }

    /// <summary>Lower-case hex as posted, 256 bytes; null for a user who does not log in.</summary>
    public string? SrpVerifier { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when the operator has closed the account; null while it is open.</summary>
    public DateTimeOffset? DisabledAt { get; set; }
}

internal sealed class KeystoreUserMapping : IEntityTypeConfiguration<KeystoreUser>
{
    public void Configure(EntityTypeBuilder<KeystoreUser> builder)
    {
        builder.HasKey(user => user.Key);
        builder.Property(user => user.Username).HasMaxLength(AccountLimits.Username);
        builder.HasIndex(user => user.Username).IsUnique();
    }
}
