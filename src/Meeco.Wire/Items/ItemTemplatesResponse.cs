namespace Meeco.Wire;

/// <summary>A page of templates.</summary>
public sealed record ItemTemplatesResponse
{
    /// <summary>The templates.</summary>
    public IReadOnlyList<ItemTemplateBody> ItemTemplates { get; init; } = [];

    /// <summary>The slots of all of them; join by `slot_ids`.</summary>
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

    /// <summary>The cursor of the next page; null on the last.</summary>
    public string? NextPageAfter { get; init; }

    /// <summary>How the page was cut.</summary>
    public PageMeta? Meta { get; init; }
}
