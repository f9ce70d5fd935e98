using System.Text.Json;

namespace Meeco.Wire;

/// <summary>What the invited user says when he accepts an invitation of the multistep workflow.</summary>
public sealed record PostInvitationAcceptInvitation
{
    /// <summary>Whether he agrees to the terms of all shares that were prepared.</summary>
    public bool? AcceptShares { get; init; }

    /// <summary>His own name for the sender to read, under the public key of the invitation.</summary>
    public string? EncryptedRecipientName { get; init; }

    /// <summary>The name that he gives the sender, under his own DEK.</summary>
    public string? EncryptedSenderName { get; init; }

    /// <summary>At most 8 pairs of text.</summary>
    public JsonElement? RecipientToSenderData { get; init; }
}
