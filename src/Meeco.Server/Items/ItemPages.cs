using Meeco.Server.Operation.Telemetry;
using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Items;

/// <summary>Loads many items at once with all that <see cref="ItemViews"/> shows.</summary>
/// <param name="ids">Are prepared: whoever loads an item shows its id and those of its slots.</param>
/// <param name="metrics">Are told how long it took.</param>
internal sealed class ItemPages(PublicIds ids, ServerMetrics metrics)
{
    private readonly RowQuery _items = new(metrics, Statements);

    /// <summary>The items with these keys, not tracked.</summary>
    /// <param name="db">The database; a transaction is open.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<Dictionary<long, Item>> LoadAsync(MeecoDb db, IReadOnlyCollection<long> keys, CancellationToken cancel)
    {
        var items = await _items.AskAsync(db, [(nameof(keys), keys.ToArray())], ReadAsync, cancel);
        await AddFilesAsync(db, items, cancel);
        ids.Prepare(
        [
            .. items.Keys.Select(key => new PublicId(IdKind.Item, key, 0)),
            .. items.Values.SelectMany(item => item.Slots).Select(slot => new PublicId(IdKind.Slot, slot.Key, 0)),
        ]);
        return items;
    }

    // What is selected here is read below, in the same order.
    private static IEnumerable<IQueryable> Statements(MeecoDb db)
    {
        long[] keys = [];
        var items = db.Items.Where(item => keys.Contains(item.Key));
        var slots = db.Slots.Where(slot => keys.Contains(slot.ItemKey));
        return
        [
            .. ItemRows.Of(items, slots),
            db.ItemTemplates.Where(template => items.Select(item => item.TemplateKey).Contains(template.Key)).Select(template => new
            {
                template.Key,
                template.OwnerKey,
                template.Name,
                template.Label,
                template.FoldedLabel,
                template.Description,
                template.Position,
                template.CreatedAt,
            }),
            NodesOf(items.SelectMany(item => item.ClassificationNodes, (item, node) => new Link { Of = item.Key, Node = node })),
            NodesOf(slots.SelectMany(slot => slot.ClassificationNodes, (slot, node) => new Link { Of = slot.Key, Node = node })),
        ];
    }

    private static IQueryable NodesOf(IQueryable<Link> links) => links.Select(link => new
    {
        link.Of,
        link.Node.Key,
        link.Node.SchemeKey,
        link.Node.OwnerKey,
        link.Node.Name,
        link.Node.Label,
        link.Node.Description,
        link.Node.CreatedAt,
        SchemeName = link.Node.Scheme!.Name,
        link.Node.Scheme.UserOwned,
    });

    private static async Task<Dictionary<long, Item>> ReadAsync(RowReader row, CancellationToken cancel)
    {
        var items = await ItemRows.ReadAsync(row, cancel);
        await row.NextStatementAsync(cancel);
        var templates = await ReadTemplatesAsync(row, cancel);
        foreach (var item in items.Values)
        {
            item.Template = templates[item.TemplateKey];
        }

        var nodes = new Dictionary<long, ClassificationNode>();
        await row.NextStatementAsync(cancel);
        await ReadNodesAsync(row, key => items[key].ClassificationNodes, nodes, cancel);
        var slots = new Lazy<Dictionary<long, Slot>>(() => items.Values.SelectMany(item => item.Slots).ToDictionary(slot => slot.Key));
        await row.NextStatementAsync(cancel);
        await ReadNodesAsync(row, key => slots.Value[key].ClassificationNodes, nodes, cancel);
        return items;
    }

    private static async Task<Dictionary<long, ItemTemplate>> ReadTemplatesAsync(RowReader row, CancellationToken cancel)
    {
        var templates = new Dictionary<long, ItemTemplate>();
        while (await row.NextAsync(cancel))
        {
            var template = new ItemTemplate
            {
                Key = row.Long(),
                OwnerKey = row.LongOrNull(),
                Name = row.Text(),
                Label = row.Text(),
                FoldedLabel = row.Text(),
                Description = row.Text(),
                Position = row.Int(),
                CreatedAt = row.Time(),
            };
            templates.Add(template.Key, template);
        }

        return templates;
    }

    // Each row names a record and a node of it. Few nodes are on a page, and each is read once.
    private static async Task ReadNodesAsync(
        RowReader row, Func<long, List<ClassificationNode>> of, Dictionary<long, ClassificationNode> nodes, CancellationToken cancel)
    {
        while (await row.NextAsync(cancel))
        {
            var list = of(row.Long());
            var key = row.Long();
            if (!nodes.TryGetValue(key, out var node))
            {
                node = new ClassificationNode
                {
                    Key = key,
                    SchemeKey = row.Long(),
                    OwnerKey = row.LongOrNull(),
                    Name = row.Text(),
                    Label = row.Text(),
                    Description = row.TextOrNull(),
                    CreatedAt = row.Time(),
                    Scheme = new ClassificationScheme { Name = row.Text(), UserOwned = row.Flag() },
                };
                nodes.Add(key, node);
            }

            // In the order of their making.
            list.Insert(list.TakeWhile(one => one.Key < key).Count(), node);
        }
    }

    // Few slots are files: what belongs to a file is read for those alone.
    private static async Task AddFilesAsync(MeecoDb db, Dictionary<long, Item> items, CancellationToken cancel)
    {
        var slots = items.Values.SelectMany(item => item.Slots).Where(slot => slot.AttachmentKey is not null).ToList();
        if (slots.Count == 0)
        {
            return;
        }

        var keys = slots.ConvertAll(slot => slot.AttachmentKey!.Value);
        var files = await db.Attachments.AsNoTracking()
            .Include(attachment => attachment.Thumbnails)
            .Where(attachment => keys.Contains(attachment.Key))
            .ToDictionaryAsync(attachment => attachment.Key, cancel);
        foreach (var slot in slots)
        {
            slot.Attachment = files[slot.AttachmentKey!.Value];
        }
    }

    private sealed class Link
    {
        public required long Of { get; init; }

        public required ClassificationNode Node { get; init; }
    }
}
