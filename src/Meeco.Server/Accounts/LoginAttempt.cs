using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Accounts;

/// <summary>How often a user name failed to log in within the present window; gone with a success or with the window.</summary>
internal sealed class LoginAttempt : IExpiring
{
    public long Key { get; private set; }

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
