using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Accounts;

/// <summary>Admits a keystore user to the vault, once (rule 74): using it deletes it.</summary>
internal sealed class AdmissionToken : IExpiring
{
    public long Key { get; private set; }

    public required long KeystoreUserKey { get; init; }

    public KeystoreUser? KeystoreUser { get; private set; }

    public required byte[] TokenHash { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class AdmissionTokenMapping : IEntityTypeConfiguration<AdmissionToken>
{
    public void Configure(EntityTypeBuilder<AdmissionToken> builder)
    {
        builder.HasKey(token => token.Key);
        builder.HasIndex(token => token.TokenHash).IsUnique();
        builder.HasIndex(token => token.ExpiresAt);
        builder.HasOne(token => token.KeystoreUser).WithMany().HasForeignKey(token => token.KeystoreUserKey).OnDelete(DeleteBehavior.Cascade);
    }
}
