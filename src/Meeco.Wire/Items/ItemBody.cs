namespace Meeco.Wire;

/// <summary>An item: the caller's own, or his copy of one that was shared with him.</summary>
public sealed record ItemBody
{
    /// <summary>Its id, for the caller: the recipient of a share has another than the owner (rule 10).</summary>
    public required string Id { get; init; }

    /// <summary>Whether the caller owns it.</summary>
    public required bool Own { get; init; }

    /// <summary>Its machine name, made from the label.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Label { get; init; }

    /// <summary>What it is; null in real data, though declared otherwise.</summary>
    public string? Description { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The template it was made from.</summary>
    public required string ItemTemplateId { get; init; }

    /// <summary>Its place in lists.</summary>
    public int Ordinal { get; init; }

    /// <summary>Whether it is shown.</summary>
    public bool Visible { get; init; } = true;

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The template's name for people.</summary>
    public required string ItemTemplateLabel { get; init; }

    /// <summary>The address of its picture.</summary>
    public string? Image { get; init; }

    /// <summary>The address of its own picture.</summary>
    public string? ItemImage { get; init; }

    /// <summary>Its classification.</summary>
    public IReadOnlyList<string> ClassificationNodeIds { get; init; } = [];

    /// <summary>The slots of this record.</summary>
    public IReadOnlyList<string> SlotIds { get; init; } = [];

    /// <summary>The owner's id of it on a received item, else null.</summary>
    public string? OriginalId { get; init; }

    /// <summary>The owner's user id.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The share that serves this received item, else null.</summary>
    public string? ShareId { get; init; }

    /// <summary>
    /// The revision of item and values that this answer belongs to, for `If-Match`. Additive; null from other
    /// servers.
    /// </summary>
    public long? Version { get; init; }

    /// <summary>Always false; for clients of 2020.</summary>
    public bool Me { get; init; }

    /// <summary>For clients of 2020.</summary>
    public string? BackgroundColor { get; init; }

    /// <summary>For clients of 2020.</summary>
    public string? ItemImageBackgroundColour { get; init; }

    /// <summary>Always empty; for clients of 2020.</summary>
    public IReadOnlyList<string> AssociationIds { get; init; } = [];

    /// <summary>Always empty; for clients of 2020.</summary>
    public IReadOnlyList<string> AssociationsToIds { get; init; } = [];
}
