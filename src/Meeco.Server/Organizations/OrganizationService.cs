using Meeco.Server.Accounts;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Organizations;

/// <summary>What an organisation offers its users, who connect to its agent (rules 67 to 70).</summary>
internal sealed class OrganizationService : IListed
{
    public long Key { get; private set; }

    public required long OrganizationKey { get; init; }

    public Organization? Organization { get; private set; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    public string? Contract { get; set; }

    public OrganizationStatus Status { get; set; }

    /// <summary>The key under which its agent's tokens are given out, PEM byte for byte as posted.</summary>
    public required string PublicKey { get; init; }

    /// <summary>The user that acts for it; null until it is validated.</summary>
    public long? AgentKey { get; set; }

    public VaultUser? Agent { get; private set; }

    public DateTimeOffset? ValidatedAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class OrganizationServiceMapping : IEntityTypeConfiguration<OrganizationService>
{
    public void Configure(EntityTypeBuilder<OrganizationService> builder)
    {
        builder.HasKey(service => service.Key);
        builder.Property(service => service.Name).HasMaxLength(OrganizationLimits.Name);
        builder.HasIndex(service => new { service.OrganizationKey, service.CreatedAt, service.Key });
        builder.HasIndex(service => service.AgentKey).IsUnique();
        builder.HasOne(service => service.Organization).WithMany(organization => organization.Services).HasForeignKey(service => service.OrganizationKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(service => service.Agent).WithMany().HasForeignKey(service => service.AgentKey).OnDelete(DeleteBehavior.Restrict);
    }
}
