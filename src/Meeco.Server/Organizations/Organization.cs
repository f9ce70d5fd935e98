using Meeco.Server.Accounts;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Organizations;

/// <summary>An organisation: asked for by a user, decided on by the operator, run by its members (rules 64 to 66).</summary>
internal sealed class Organization : IListed
{
    public long Key { get; private set; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    public string? Url { get; set; }

    public string? Email { get; set; }

    public OrganizationStatus Status { get; set; }

    /// <summary>The key under which its agent's tokens are given out, PEM byte for byte as posted.</summary>
    public required string PublicKey { get; init; }

    /// <summary>Who asked for it.</summary>
    public long? RequestorKey { get; init; }

    public VaultUser? Requestor { get; private set; }

    /// <summary>The user that acts for it; null until it is validated.</summary>
    public long? AgentKey { get; set; }

    public VaultUser? Agent { get; private set; }

    public DateTimeOffset? ValidatedAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public List<OrganizationMember> Members { get; private set; } = [];

    public List<OrganizationService> Services { get; private set; } = [];
}

internal sealed class OrganizationMapping : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.HasKey(organization => organization.Key);
        builder.Property(organization => organization.Name).HasMaxLength(OrganizationLimits.Name);
        builder.HasIndex(organization => new { organization.Status, organization.CreatedAt, organization.Key });
        builder.HasIndex(organization => organization.AgentKey).IsUnique();
        builder.HasOne(organization => organization.Requestor).WithMany().HasForeignKey(organization => organization.RequestorKey).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne(organization => organization.Agent).WithMany().HasForeignKey(organization => organization.AgentKey).OnDelete(DeleteBehavior.Restrict);
    }
}
