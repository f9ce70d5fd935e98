using Meeco.Server.Items;

namespace Meeco.Server.Events;

/// <summary>What an event is about: the keys of what it touched, and the labels they had then.</summary>
internal sealed record EventSubject
{
    /// <summary>The owner's item.</summary>
    public long? ItemKey { get; init; }

    /// <summary>The copy by which the user in whose feed it stands knows the item; null when it is his own.</summary>
    public long? ReceivedItemKey { get; init; }

    public string? ItemLabel { get; init; }

    /// <summary>The owner's slot.</summary>
    public long? SlotKey { get; init; }

    /// <summary>Its ordinal, from which its id in a copy is made.</summary>
    public int? SlotOrdinal { get; init; }

    public string? SlotLabel { get; init; }

    public long? ShareKey { get; init; }

    /// <summary>The side of the user in whose feed it stands.</summary>
    public long? ConnectionKey { get; init; }

    public long? InvitationKey { get; init; }

    public long? AttachmentKey { get; init; }

    public string? AttachmentLabel { get; init; }

    public long? SessionKey { get; init; }

    /// <summary>The other user it concerns: recipient, sender, connected user.</summary>
    public long? OtherUserKey { get; init; }

    /// <summary>Of an own item, or of one of its slots.</summary>
    public static EventSubject Of(Item item, Slot? slot = null) => new()
    {
        ItemKey = item.Key,
        ItemLabel = item.Label,
        SlotKey = slot?.Key,
        SlotOrdinal = slot?.Ordinal,
        SlotLabel = slot?.Label,
    };
}
