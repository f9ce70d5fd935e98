namespace Meeco.Wire;

/// <summary>One item with its slots.</summary>
public sealed record ItemResponse
{
    /// <summary>The item.</summary>
    public required ItemBody Item { get; init; }

    /// <summary>Its slots; empty on a received item that is not accepted.</summary>
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
