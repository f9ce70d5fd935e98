using Meeco.Server.Attachments;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Items;

/// <summary>Writes items, slots and classification nodes in the wire's words, as their owner sees them.</summary>
internal sealed class ItemViews(PublicIds ids, AttachmentViews attachments)
{
    /// <summary>Loads with an item all that <see cref="Own"/> shows.</summary>
    public static IQueryable<Item> WithContent(IQueryable<Item> items) =>
        items
            .Include(item => item.Template)
            .Include(item => item.ClassificationNodes).ThenInclude(node => node.Scheme)
            .Include(item => item.Slots).ThenInclude(slot => slot.ClassificationNodes).ThenInclude(node => node.Scheme)
            .Include(item => item.Slots).ThenInclude(slot => slot.Attachment!).ThenInclude(attachment => attachment.Thumbnails);

    /// <summary>The item as its owner sees it, with its content.</summary>
    /// <param name="item">Loaded by <see cref="WithContent"/>.</param>
    public ItemContent Own(Item item)
    {
        var slots = InOrder(item).ToList();
        return new ItemContent(
            Body(item) with { SlotIds = [.. slots.Select(slot => ids.Encode(IdKind.Slot, slot.Key))] },
            [.. slots.Select(slot => Slot(slot, item))],
            Nodes(item.ClassificationNodes.Concat(item.Slots.SelectMany(slot => slot.ClassificationNodes))),
            Attachments(slots),
            Thumbnails(slots));
    }

    /// <summary>The item as its owner sees it, without its slots. A received copy starts from this and changes what differs.</summary>
    /// <param name="item">Loaded by <see cref="WithContent"/>.</param>
    public ItemBody Body(Item item) => new()
    {
        Id = ids.Encode(IdKind.Item, item.Key),
        Own = true,
        Name = item.Name,
        Label = item.Label,
        Description = item.Description,
        CreatedAt = item.CreatedAt,
        UpdatedAt = item.UpdatedAt,
        ItemTemplateId = ids.Encode(IdKind.ItemTemplate, item.TemplateKey),
        ItemTemplateLabel = item.Template!.Label,
        ClassificationNodeIds = NodeIds(item.ClassificationNodes),
        OwnerId = ids.Encode(IdKind.VaultUser, item.OwnerKey),
        Version = item.Version,
    };

    /// <summary>One slot as its owner sees it.</summary>
    public SlotBody Slot(Slot slot, Item item) => new()
    {
        Id = ids.Encode(IdKind.Slot, slot.Key),
        Own = true,
        Name = slot.Name,
        Label = slot.Label,
        Description = slot.Description,
        Ordinal = slot.Position,
        Visible = slot.Visible,
        Required = slot.Required,
        SlotTypeName = slot.SlotType,
        Creator = slot.Creator,
        ItemId = ids.Encode(IdKind.Item, item.Key),
        OwnerId = ids.Encode(IdKind.VaultUser, item.OwnerKey),
        AttachmentId = ids.Encode(IdKind.Attachment, slot.AttachmentKey),
        EncryptedValue = slot.EncryptedValue,
        Encrypted = slot.EncryptedValue is not null || slot.AttachmentKey is not null,
        ClassificationNodeIds = NodeIds(slot.ClassificationNodes),
        CreatedAt = slot.CreatedAt,
        UpdatedAt = slot.UpdatedAt,
    };

    /// <summary>The nodes, each once.</summary>
    public IReadOnlyList<ClassificationNodeBody> Nodes(IEnumerable<ClassificationNode> nodes) =>
    [
        .. nodes.DistinctBy(node => node.Key).Select(node => new ClassificationNodeBody
        {
            Id = ids.Encode(IdKind.ClassificationNode, node.Key),
            Own = node.OwnerKey is not null,
            Name = node.Name,
            Label = node.Label,
            Description = node.Description,
            Scheme = node.Scheme!.Name,
        }),
    ];

    /// <summary>The files of slots.</summary>
    public IReadOnlyList<AttachmentBody> Attachments(IEnumerable<Slot> slots) =>
        [.. slots.Select(slot => slot.Attachment).OfType<Attachment>().Select(attachments.Body)];

    /// <summary>The thumbnails of the files of slots.</summary>
    public IReadOnlyList<ThumbnailBody> Thumbnails(IEnumerable<Slot> slots) =>
        [.. slots.SelectMany(slot => slot.Attachment?.Thumbnails ?? []).Select(attachments.Body)];

    /// <summary>An item's slots as they are shown: by place, older ones first where places are equal.</summary>
    public static IEnumerable<Slot> InOrder(Item item) => item.Slots.OrderBy(slot => slot.Position).ThenBy(slot => slot.Ordinal);

    /// <summary>The public ids of nodes.</summary>
    public IReadOnlyList<string> NodeIds(IEnumerable<ClassificationNode> nodes) =>
        [.. nodes.Select(node => ids.Encode(IdKind.ClassificationNode, node.Key))];
}
