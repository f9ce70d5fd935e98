namespace Meeco.Server.Events;

/// <summary>What an event is about: the keys of what it touched, and the labels they had then.</summary>
internal sealed record EventSubject
{
    /// <summary>The owner's item.</summary>
    public long? ItemKey { get; init; }

    public string? ItemLabel { get; init; }

    /// <summary>The owner's slot.</summary>
    public long? SlotKey { get; init; }

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
}
