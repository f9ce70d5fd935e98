using Meeco.Wire;

namespace Meeco.Server.Items;

/// <summary>An item as one caller sees it, with what belongs to it.</summary>
/// <param name="Item">The item.</param>
/// <param name="Slots">Its slots in order; empty while they are withheld.</param>
/// <param name="ClassificationNodes">The nodes that item and slots name.</param>
/// <param name="Attachments">The files of the slots.</param>
/// <param name="Thumbnails">The thumbnails of those files.</param>
internal sealed record ItemContent(
    ItemBody Item,
    IReadOnlyList<SlotBody> Slots,
    IReadOnlyList<ClassificationNodeBody> ClassificationNodes,
    IReadOnlyList<AttachmentBody> Attachments,
    IReadOnlyList<ThumbnailBody> Thumbnails)
{
    /// <summary>The answer that holds this item alone.</summary>
    public ItemResponse ToResponse() => new()
    {
        Item = Item,
        Slots = Slots,
        ClassificationNodes = ClassificationNodes,
        Attachments = Attachments,
        Thumbnails = Thumbnails,
    };
}
