namespace Meeco;

/// <summary>An item with its slots in clear: an own one, or the copy of one that somebody shared.</summary>
public sealed record MeecoItem
{
    internal MeecoItem()
    {
    }

    /// <summary>Its id, for the user of the session: a recipient has another than the owner.</summary>
    public required string Id { get; init; }

    /// <summary>Its machine name, made from the label.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Label { get; init; }

    /// <summary>What it is.</summary>
    public string? Description { get; init; }

    /// <summary>The name for people of the template that it was made from.</summary>
    public required string Template { get; init; }

    /// <summary>The id of the template that it was made from.</summary>
    public required string ItemTemplateId { get; init; }

    /// <summary>Whether the user of the session owns it.</summary>
    public bool Own { get; init; }

    /// <summary>The user id of its owner.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The owner's id of it on a received item, else null.</summary>
    public string? OriginalId { get; init; }

    /// <summary>The share that brought a received item, else null.</summary>
    public string? ShareId { get; init; }

    /// <summary>Whether that share must be accepted before the values can be read.</summary>
    public AcceptanceStatus AcceptanceStatus { get; init; }

    /// <summary>Whether a received item may be shared on; null for an own one.</summary>
    public SharingMode? SharingMode { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, in UTC.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What it is classified by.</summary>
    public IReadOnlyList<MeecoClassification> Classifications { get; init; } = [];

    /// <summary>Its slots in their order; none while the share that brought it is not accepted.</summary>
    public IReadOnlyList<MeecoSlot> Slots
    {
        get;

        // Of a kind that PowerShell can index: what the compiler makes of a collection expression is not.
        init => field = value.ToList().AsReadOnly();
    } = [];

    /// <summary>Why the values could not be read, in a list, where one such item must not end the rest; else null.</summary>
    internal MeecoException? Error { get; init; }

    /// <summary>What a file says is to be changed, where the item was read from one; else null.</summary>
    internal ItemChanges? Changes { get; init; }

    /// <summary>The revision that the values belong to; null where the server counts none.</summary>
    internal long? Version { get; init; }

    /// <summary>The value of the slot with this machine name.</summary>
    /// <param name="slotName">The name, in any case.</param>
    /// <returns>The value; null when it is empty or there is no such slot.</returns>
    public string? this[string slotName] =>
        Slots.FirstOrDefault(s => string.Equals(s.Name, slotName, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>The label.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Label;
}
