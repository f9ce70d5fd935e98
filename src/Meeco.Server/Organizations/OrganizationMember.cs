using Meeco.Server.Accounts;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Organizations;

/// <summary>A user who may act for an organisation (rule 66).</summary>
internal sealed class OrganizationMember : IListed
{
    public long Key { get; private set; }

    public required long OrganizationKey { get; init; }

    public Organization? Organization { get; private set; }

    public required long UserKey { get; init; }

    public VaultUser? User { get; private set; }

    public required OrganizationRole Role { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class OrganizationMemberMapping : IEntityTypeConfiguration<OrganizationMember>
{
    public void Configure(EntityTypeBuilder<OrganizationMember> builder)
    {
        builder.HasKey(member => member.Key);
        builder.HasIndex(member => new { member.OrganizationKey, member.UserKey }).IsUnique();
        builder.HasIndex(member => new { member.OrganizationKey, member.CreatedAt, member.Key });
        builder.HasOne(member => member.Organization).WithMany(organization => organization.Members).HasForeignKey(member => member.OrganizationKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(member => member.User).WithMany().HasForeignKey(member => member.UserKey).OnDelete(DeleteBehavior.Cascade);
    }
}
