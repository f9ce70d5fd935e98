using Meeco.Server.Accounts;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Meeco.Server.Connections;

/// <summary>An offer to connect, taken up by whoever holds its token.</summary>
internal sealed class Invitation : IListed
{
    public long Key { get; private set; }

    public required long SenderKey { get; init; }

    public VaultUser? Sender { get; private set; }

    /// <summary>By which it is found.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>The token under a key of the server's, for its sender may read it again from the list and hand it over.</summary>
    public required string SealedToken { get; init; }

    public required InvitationState State { get; set; }

    /// <summary>The sender's key for the connection, PEM byte for byte.</summary>
    public required string PublicKey { get; init; }

    public string? KeyPairExternalId { get; init; }

    /// <summary>The name the sender gives the other, under the sender's DEK.</summary>
    public string? EncryptedRecipientName { get; init; }

    public string? EncryptedSenderName { get; init; }

    public string? SenderDid { get; init; }

    /// <summary>A JSON object of texts.</summary>
    public required string SenderToRecipientData { get; init; }

    /// <summary>Whether the sender confirms before the connection is made (rule 15).</summary>
    public required bool MultistepWorkflow { get; init; }

    public required ConnectionPurpose Purpose { get; init; }

    /// <summary>Who took it up; null until then.</summary>
    public long? InvitedUserKey { get; set; }

    public VaultUser? InvitedUser { get; private set; }

    /// <summary>What he brought; null in the simple workflow, and until he accepts.</summary>
    public InvitationAnswer? Answer { get; set; }

    /// <summary>How many shares are prepared and wait for the connection (rule 20).</summary>
    public int SharesToBeCreated { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.HasKey(invitation => invitation.Key);
        builder.ComplexProperty(invitation => invitation.Purpose);
        builder.ComplexProperty(invitation => invitation.Answer);
        builder.HasIndex(invitation => invitation.TokenHash).IsUnique();
        builder.HasIndex(invitation => new { invitation.SenderKey, invitation.CreatedAt, invitation.Key });
        builder.HasOne(invitation => invitation.Sender).WithMany().HasForeignKey(invitation => invitation.SenderKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(invitation => invitation.InvitedUser).WithMany().HasForeignKey(invitation => invitation.InvitedUserKey).OnDelete(DeleteBehavior.SetNull);
    }
}
