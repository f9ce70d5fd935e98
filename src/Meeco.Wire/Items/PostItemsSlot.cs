namespace Meeco.Wire;

/// <summary>A slot of an item to make.</summary>
public sealed record PostItemsSlot
{
    /// <summary>Its machine name; made from the label when absent.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Its place in the item.</summary>
    public int? Ordinal { get; init; }

    /// <summary>Whether it is shown.</summary>
    public bool? Visible { get; init; }

    /// <summary>The template slot it stands for.</summary>
    public string? TemplateSlotId { get; init; }

    /// <summary>The folder it stands for.</summary>
    public string? AttachmentsFolderId { get; init; }

    /// <summary>The file it stands for.</summary>
    public string? AttachmentId { get; init; }

    /// <summary>The file it stands for, as clients of 2020 say it.</summary>
    public AttachmentAttributes? AttachmentAttributes { get; init; }

    /// <summary>One of <see cref="SlotTypes"/>.</summary>
    public string? SlotTypeName { get; init; }

    /// <summary>The value as a cryppo string; absent or null when empty.</summary>
    public string? EncryptedValue { get; init; }

    /// <summary>Its name for people; made from the name when absent.</summary>
    public string? Label { get; init; }

    /// <summary>Its classification.</summary>
    public IReadOnlyList<ClassificationNodeAttributes>? ClassificationNodesAttributes { get; init; }
}
