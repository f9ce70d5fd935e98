namespace Meeco;

/// <summary>
/// Something that happened to what the user has: who did what, to which item, share, connection or session. The ids are
/// those that the user of the session knows; what they name may be gone since.
/// </summary>
public sealed record MeecoEvent
{
    internal MeecoEvent()
    {
    }

    /// <summary>When it happened, in UTC; null if the server did not say.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What happened, in the wire's words, for example <c>share_accepted</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The user id of whoever did it: the user himself, a delegate who acts for him, or another; null if the server does not say.</summary>
    public string? ActorId { get; init; }

    /// <summary>What the user calls him; null where he has no name for him.</summary>
    public string? ActorName { get; init; }

    /// <summary>The item it is about; on a received item the user's copy.</summary>
    public string? ItemId { get; init; }

    /// <summary>What the item was called then.</summary>
    public string? ItemLabel { get; init; }

    /// <summary>The slot it is about.</summary>
    public string? SlotId { get; init; }

    /// <summary>What the slot was called then.</summary>
    public string? SlotLabel { get; init; }

    /// <summary>The share it is about.</summary>
    public string? ShareId { get; init; }

    /// <summary>The connection it is about, or the one with the other user.</summary>
    public string? ConnectionId { get; init; }

    /// <summary>The user id of the other user it concerns: recipient, sender, connected user.</summary>
    public string? UserId { get; init; }

    /// <summary>What the user calls him; null where he has no name for him any more.</summary>
    public string? UserName { get; init; }

    /// <summary>The invitation it is about.</summary>
    public string? InvitationId { get; init; }

    /// <summary>The attachment it is about.</summary>
    public string? AttachmentId { get; init; }

    /// <summary>What the attachment was called then.</summary>
    public string? AttachmentLabel { get; init; }

    /// <summary>The session at the vault it is about.</summary>
    public string? SessionId { get; init; }

    /// <summary>When, and what.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"{At:u} {Type}";
}
