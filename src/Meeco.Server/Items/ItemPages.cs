using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Items;

/// <summary>
/// Loads many items at once with all that <see cref="ItemViews"/> shows, one query a table. Where EF includes the lists of an entity
/// it makes delegates for each row: for a page of items that cost more than everything else.
/// </summary>
internal static class ItemPages
{
    /// <summary>The items with these keys, not tracked.</summary>
    public static async Task<Dictionary<long, Item>> LoadAsync(MeecoDb db, IReadOnlyCollection<long> keys, CancellationToken cancel)
    {
        var items = await db.Items.AsNoTracking().Where(item => keys.Contains(item.Key)).ToDictionaryAsync(item => item.Key, cancel);
        await NameTemplatesAsync(db, items.Values, cancel);
        var slots = await SlotsAsync(db, keys, cancel);
        foreach (var slot in slots.Values)
        {
            items[slot.ItemKey].Slots.Add(slot);
        }

        await ClassifyAsync(db, keys, items, slots, cancel);
        return items;
    }

    private static async Task NameTemplatesAsync(MeecoDb db, IReadOnlyCollection<Item> items, CancellationToken cancel)
    {
        var keys = items.Select(item => item.TemplateKey).ToHashSet();
        var templates = await db.ItemTemplates.AsNoTracking().Where(one => keys.Contains(one.Key)).ToDictionaryAsync(one => one.Key, cancel);
        foreach (var item in items)
        {
            item.Template = templates[item.TemplateKey];
        }
    }

    private static async Task<Dictionary<long, Slot>> SlotsAsync(MeecoDb db, IReadOnlyCollection<long> itemKeys, CancellationToken cancel)
    {
        var slots = await db.Slots.AsNoTracking().Where(slot => itemKeys.Contains(slot.ItemKey)).ToDictionaryAsync(slot => slot.Key, cancel);

        // Few slots are files, and those are read again with what belongs to a file.
        var files = slots.Values.Where(slot => slot.AttachmentKey is not null).Select(slot => slot.Key).ToList();
        if (files.Count > 0)
        {
            var withFiles = db.Slots.AsNoTracking()
                .Include(slot => slot.Attachment!).ThenInclude(attachment => attachment.Thumbnails)
                .Where(slot => files.Contains(slot.Key));
            foreach (var slot in await withFiles.ToListAsync(cancel))
            {
                slots[slot.Key] = slot;
            }
        }

        return slots;
    }

    private static async Task ClassifyAsync(
        MeecoDb db,
        IReadOnlyCollection<long> itemKeys,
        Dictionary<long, Item> items,
        Dictionary<long, Slot> slots,
        CancellationToken cancel)
    {
        var ofItems = await db.Items
            .Where(item => itemKeys.Contains(item.Key))
            .SelectMany(item => item.ClassificationNodes, (item, node) => new { item.Key, NodeKey = node.Key })
            .ToListAsync(cancel);
        var ofSlots = await db.Slots
            .Where(slot => itemKeys.Contains(slot.ItemKey))
            .SelectMany(slot => slot.ClassificationNodes, (slot, node) => new { slot.Key, NodeKey = node.Key })
            .ToListAsync(cancel);
        var nodeKeys = ofItems.Concat(ofSlots).Select(link => link.NodeKey).ToHashSet();
        if (nodeKeys.Count == 0)
        {
            return;
        }

        var nodes = await db.ClassificationNodes.AsNoTracking()
            .Include(node => node.Scheme)
            .Where(node => nodeKeys.Contains(node.Key))
            .ToDictionaryAsync(node => node.Key, cancel);
        foreach (var link in ofItems.OrderBy(link => link.NodeKey))
        {
            items[link.Key].ClassificationNodes.Add(nodes[link.NodeKey]);
        }

        foreach (var link in ofSlots.OrderBy(link => link.NodeKey))
        {
            slots[link.Key].ClassificationNodes.Add(nodes[link.NodeKey]);
        }
    }
}
