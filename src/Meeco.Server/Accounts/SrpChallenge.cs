using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Accounts;

/// <summary>
/// One open SRP challenge, found again by user name and the client's A. Unknown user names get one as well: nothing
/// about the server's work or answers tells which names exist.
/// </summary>
internal sealed class SrpChallenge : IExpiring
{
    public long Key { get; private set; }

    public required string Username { get; init; }

    /// <summary>SHA-256 of the client's A as posted, so that the index stays small.</summary>
    public required byte[] ClientPublicHash { get; init; }

    /// <summary>The server's secret b; it is worth nothing without the verifier and lives for minutes.</summary>
    public required byte[] ServerSecret { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class SrpChallengeMapping : IEntityTypeConfiguration<SrpChallenge>
{
    public void Configure(EntityTypeBuilder<SrpChallenge> builder)
    {
        builder.HasKey(challenge => challenge.Key);
        builder.Property(challenge => challenge.Username).HasMaxLength(AccountLimits.Username);
        builder.HasIndex(challenge => new { challenge.Username, challenge.ClientPublicHash });
        builder.HasIndex(challenge => challenge.ExpiresAt);
    }
}
