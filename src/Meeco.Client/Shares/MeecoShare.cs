namespace Meeco;

/// <summary>A share of an item with one recipient.</summary>
public sealed record MeecoShare
{
    internal MeecoShare()
    {
    }

    /// <summary>Its id, the same for everybody.</summary>
    public required string Id { get; init; }

    /// <summary>On which end the user of the session stands.</summary>
    public ShareDirection Direction { get; init; }

    /// <summary>
    /// The item as its owner knows it. A recipient cannot read by this id: his copy has another, and
    /// <see cref="Direction"/> tells which side this is.
    /// </summary>
    public required string ItemId { get; init; }

    /// <summary>The only slot that is shared, by the owner's id; null for all slots.</summary>
    public string? SlotId { get; init; }

    /// <summary>The machine name of that slot; null for all slots, and where it cannot be known: before acceptance, or after the slot was removed.</summary>
    public string? SlotName { get; init; }

    /// <summary>The name of the user at the other end; null where the connection has no name or is gone.</summary>
    public string? ConnectionName { get; init; }

    /// <summary>The user id of the item's owner.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The user id of whoever shared: the owner, or a recipient who shared on.</summary>
    public required string SenderId { get; init; }

    /// <summary>The user id of the recipient.</summary>
    public required string RecipientId { get; init; }

    /// <summary>Whether the recipient must accept, and whether he did.</summary>
    public AcceptanceStatus AcceptanceStatus { get; init; }

    /// <summary>Whether the recipient may share on.</summary>
    public SharingMode SharingMode { get; init; }

    /// <summary>What the recipient agrees to; null for nothing.</summary>
    public string? Terms { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it ends, in UTC; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>
    /// Whether it was there before, so that the command that was to make it made none. Only what makes shares sets it.
    /// </summary>
    public bool AlreadyShared { get; init; }

    /// <summary>Where <see cref="AlreadyShared"/>: in what it differs from what was asked for, in words.</summary>
    internal IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>Direction, name and acceptance.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() =>
        $"{Direction} share {(Direction == ShareDirection.Incoming ? "from" : "with")} "
        + $"{ConnectionName ?? (Direction == ShareDirection.Incoming ? SenderId : RecipientId)} ({AcceptanceStatus})";
}
