using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Http;

/// <summary>What one caller has sent of his requests of late, at all instances together (<see cref="SharedAllowances"/>).</summary>
internal sealed class RequestAllowance
{
    public long Key { get; private set; }

    /// <summary>A service and the key of a session, or an address.</summary>
    public required string Caller { get; init; }

    /// <summary>When all of his requests are there again, in ticks of .NET; the row means nothing from then on.</summary>
    public required long FullAt { get; init; }

    /// <summary>How many the last instance that asked was given.</summary>
    public required int Given { get; init; }
}

internal sealed class RequestAllowanceMapping : IEntityTypeConfiguration<RequestAllowance>
{
    public void Configure(EntityTypeBuilder<RequestAllowance> builder)
    {
        builder.HasKey(allowance => allowance.Key);
        builder.Property(allowance => allowance.Caller).HasMaxLength(64);
        builder.HasIndex(allowance => allowance.Caller).IsUnique();
    }
}
