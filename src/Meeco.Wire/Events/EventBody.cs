namespace Meeco.Wire;

/// <summary>
/// One thing that happened, as the user is told of it in whose feed it stands: ids and labels, never values, terms or
/// keys. The ids are those that this user knows. The published API calls it an activity.
/// </summary>
public sealed record EventBody
{
    /// <summary>The id of the event.</summary>
    public required string Id { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>What happened: one of <see cref="EventTypes"/>, or a word of another server's.</summary>
    public required string EventType { get; init; }

    /// <summary>The item it is about.</summary>
    public string? ItemId { get; init; }

    /// <summary>What the item was called then.</summary>
    public string? ItemLabel { get; init; }

    /// <summary>The slot it is about.</summary>
    public string? SlotId { get; init; }

    /// <summary>What the slot was called then.</summary>
    public string? SlotLabel { get; init; }

    /// <summary>The share it is about.</summary>
    public string? ShareId { get; init; }

    /// <summary>The user's side of the connection: the one that it is about, or the one with <see cref="UserId"/>.</summary>
    public string? ConnectionId { get; init; }

    /// <summary>The invitation it is about.</summary>
    public string? InvitationId { get; init; }

    /// <summary>The other user it concerns: recipient, sender, connected user.</summary>
    public string? UserId { get; init; }

    /// <summary>The name that the user gave him, under the user's own key.</summary>
    public string? EncryptedUserName { get; init; }

    /// <summary>The attachment it is about.</summary>
    public string? AttachmentId { get; init; }

    /// <summary>What the attachment was called then.</summary>
    public string? AttachmentLabel { get; init; }

    /// <summary>
    /// Who did it: the user himself, a delegate who acted for him, or another user. Additive: the published API has no
    /// such member.
    /// </summary>
    public string? ActorId { get; init; }

    /// <summary>The vault session it is about. Additive, too.</summary>
    public string? SessionId { get; init; }
}
