using Meeco.Server.Connections;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Delegations;

/// <summary>An invitation to become the delegate of a user one is connected to (rule 59). It goes with the connection.</summary>
internal sealed class DelegationInvitation : IListed
{
    public long Key { get; private set; }

    /// <summary>The account's owner.</summary>
    public required long InvitingUserKey { get; init; }

    public required long InvitedUserKey { get; init; }

    public required long InvitingConnectionKey { get; init; }

    public Connection? InvitingConnection { get; private set; }

    public required long InvitedConnectionKey { get; init; }

    public Connection? InvitedConnection { get; private set; }

    /// <summary>Of the keystore's token of the delegation.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>That token under a key of the server's.</summary>
    public required string SealedToken { get; init; }

    /// <summary>In the wire's words.</summary>
    public required string Role { get; init; }

    public required DelegationInvitationState State { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class DelegationInvitationMapping : IEntityTypeConfiguration<DelegationInvitation>
{
    public void Configure(EntityTypeBuilder<DelegationInvitation> builder)
    {
        builder.HasKey(invitation => invitation.Key);
        builder.Property(invitation => invitation.Role).HasMaxLength(16);
        builder.HasIndex(invitation => new { invitation.InvitingUserKey, invitation.CreatedAt, invitation.Key });
        builder.HasIndex(invitation => new { invitation.InvitedUserKey, invitation.CreatedAt, invitation.Key });
        builder.HasOne(invitation => invitation.InvitingConnection).WithMany().HasForeignKey(invitation => invitation.InvitingConnectionKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(invitation => invitation.InvitedConnection).WithMany().HasForeignKey(invitation => invitation.InvitedConnectionKey).OnDelete(DeleteBehavior.Cascade);
    }
}
