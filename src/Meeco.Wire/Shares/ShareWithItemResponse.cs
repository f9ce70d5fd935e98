namespace Meeco.Wire;

/// <summary>A received share with the recipient's copy of the item.</summary>
public sealed record ShareWithItemResponse
{
    /// <summary>The share.</summary>
    public required ShareBody Share { get; init; }

    /// <summary>The share that serves the item, where it is not this one: ask for that one (rule 38).</summary>
    public string? ItemSharedViaAnotherShareId { get; init; }

    /// <summary>The item.</summary>
    public required ItemBody Item { get; init; }

    /// <summary>Its slots; empty before acceptance.</summary>
    public IReadOnlyList<SlotBody> Slots { get; init; } = [];

    /// <summary>The attachments of the slots.</summary>
    public IReadOnlyList<AttachmentBody> Attachments { get; init; } = [];

    /// <summary>The thumbnails of those attachments.</summary>
    public IReadOnlyList<ThumbnailBody> Thumbnails { get; init; } = [];

    /// <summary>The nodes that items and slots name.</summary>
    public IReadOnlyList<ClassificationNodeBody> ClassificationNodes { get; init; } = [];

    /// <summary>Always empty; clients of 2020 cannot do without it.</summary>
    public IReadOnlyList<AssociationBody> Associations { get; init; } = [];

    /// <summary>Always empty; clients of 2020 cannot do without it.</summary>
    public IReadOnlyList<AssociationBody> AssociationsTo { get; init; } = [];
}
