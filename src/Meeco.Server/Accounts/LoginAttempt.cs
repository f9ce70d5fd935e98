using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Accounts;

/// <summary>How often a user name, or whoever calls from an address, failed to log in within the present window; gone with the window.</summary>
internal sealed class LoginAttempt : IExpiring
{
    public long Key { get; private set; }

    /// <summary>The name, or the word <c>address</c>, a space and the address.</summary>
    public required string Username { get; init; }

    public required int Failures { get; set; }

    /// <summary>The end of the window that the first failure opened.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class LoginAttemptMapping : IEntityTypeConfiguration<LoginAttempt>
{
    public void Configure(EntityTypeBuilder<LoginAttempt> builder)
    {
        builder.HasKey(attempt => attempt.Key);
        builder.Property(attempt => attempt.Username).HasMaxLength(AccountLimits.Username);
        builder.HasIndex(attempt => attempt.Username).IsUnique();
        builder.HasIndex(attempt => attempt.ExpiresAt);
    }
}
