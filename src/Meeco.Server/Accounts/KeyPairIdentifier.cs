using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Accounts;

/// <summary>A name under which a user finds one of his key pairs, such as <c>auth</c>; unique per user.</summary>
internal sealed class KeyPairIdentifier
{
    public long Key { get; private set; }

    public long KeyPairKey { get; private set; }

    public required long UserKey { get; init; }

    public required string Value { get; init; }
}

internal sealed class KeyPairIdentifierMapping : IEntityTypeConfiguration<KeyPairIdentifier>
{
    public void Configure(EntityTypeBuilder<KeyPairIdentifier> builder)
    {
        builder.HasKey(identifier => identifier.Key);
        builder.Property(identifier => identifier.Value).HasMaxLength(AccountLimits.ExternalIdentifier);
        builder.HasIndex(identifier => new { identifier.UserKey, identifier.Value }).IsUnique();
    }
}
