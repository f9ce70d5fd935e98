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
    /// <param name="item">Loaded by <see cref="ItemPages"/>, or as <see cref="WithContent"/> does.</param>
    public ItemContent Own(Item item)
    {
        var slots = InOrder(item);
        var bodies = slots.ConvertAll(slot => Slot(slot, item));
        return new ItemContent(
            Body(item) with { SlotIds = bodies.ConvertAll(slot => slot.Id) },
            bodies,
            Nodes(NodesOf(item, slots)),
            Attachments(slots),
            Thumbnails(slots));
    }

    /// <summary>The item as its owner sees it, without its slots. A received copy starts from this and changes what differs.</summary>
    /// <param name="item">Loaded by <see cref="ItemPages"/>, or as <see cref="WithContent"/> does.</param>
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

    /// <summary>The nodes of an item and of those of its slots that are shown.</summary>
    public static IEnumerable<ClassificationNode> NodesOf(Item item, IReadOnlyList<Slot> slots)
    {
        List<ClassificationNode> nodes = [.. item.ClassificationNodes];
        foreach (var slot in slots)
        {
            nodes.AddRange(slot.ClassificationNodes);
        }

        return nodes;
    }

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
    public static List<Slot> InOrder(Item item)
    {
        List<Slot> slots = [.. item.Slots];
        slots.Sort(static (one, other) => (one.Position, one.Ordinal).CompareTo((other.Position, other.Ordinal)));
        return slots;
    }

    /// <summary>The public ids of nodes.</summary>
    public IReadOnlyList<string> NodeIds(List<ClassificationNode> nodes) =>
        nodes.Count == 0 ? [] : nodes.ConvertAll(node => ids.Encode(IdKind.ClassificationNode, node.Key));
}
