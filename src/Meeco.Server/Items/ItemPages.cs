using Meeco.Server.Operation.Telemetry;
using Meeco.Server.Storage;
using Meeco.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Meeco.Server.Items;

/// <summary>
/// Loads many items at once with all that <see cref="ItemViews"/> shows. The statements are EF's, one a table, and sent together; the
/// rows are read here, because EF takes longer to make a thousand entities than everything else that a page of items needs.
/// </summary>
/// <param name="ids">Are prepared: whoever loads an item shows its id and those of its slots.</param>
/// <param name="metrics">Are told how long it took.</param>
internal sealed class ItemPages(PublicIds ids, ServerMetrics metrics)
{
    // They differ by provider, of which a process has one.
    private string? _statements;

    /// <summary>The items with these keys, not tracked.</summary>
    /// <param name="db">The database; a transaction is open.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<Dictionary<long, Item>> LoadAsync(MeecoDb db, IReadOnlyCollection<long> keys, CancellationToken cancel)
    {
        var items = await DatabaseTime.MeasureAsync(metrics, () => ReadAsync(db, [.. keys], cancel));
        await AddFilesAsync(db, items, cancel);
        ids.Prepare(
        [
            .. items.Keys.Select(key => new PublicId(IdKind.Item, key, 0)),
            .. items.Values.SelectMany(item => item.Slots).Select(slot => new PublicId(IdKind.Slot, slot.Key, 0)),
        ]);
        return items;
    }

    private async Task<Dictionary<long, Item>> ReadAsync(MeecoDb db, long[] keys, CancellationToken cancel)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = _statements ??= Statements(db);
        var list = db.GetService<IRelationalTypeMappingSource>().FindMapping(typeof(long[]), db.Model)!;
        command.Parameters.Add(list.CreateParameter(command, $"@{nameof(keys)}", keys));

        await using var reader = command is SqliteCommand { Connection: HeldConnection held } sqlite ? held.Run(sqlite) : await command.ExecuteReaderAsync(cancel);
        var items = await ReadItemsAsync(new RowReader(reader), keys.Length, cancel);
        await reader.NextResultAsync(cancel);
        var slots = await ReadSlotsAsync(new RowReader(reader), items, cancel);
        var nodes = new Dictionary<long, ClassificationNode>();
        await reader.NextResultAsync(cancel);
        await ReadNodesAsync(new RowReader(reader), key => items[key].ClassificationNodes, nodes, cancel);
        await reader.NextResultAsync(cancel);
        await ReadNodesAsync(new RowReader(reader), key => slots[key].ClassificationNodes, nodes, cancel);
        return items;
    }

    // What is selected here is read below, in the same order.
    private static string Statements(MeecoDb db)
    {
        long[] keys = [];
        var items = db.Items.Where(item => keys.Contains(item.Key));
        var slots = db.Slots.Where(slot => keys.Contains(slot.ItemKey));
        IQueryable[] queries =
        [
            items.Select(item => new
            {
                item.Key,
                item.OwnerKey,
                item.Name,
                item.Label,
                item.Description,
                item.Version,
                item.CreatedAt,
                item.UpdatedAt,
                item.TemplateKey,
                TemplateOwner = item.Template!.OwnerKey,
                TemplateName = item.Template.Name,
                TemplateLabel = item.Template.Label,
                item.Template.FoldedLabel,
                TemplateDescription = item.Template.Description,
                item.Template.Position,
                TemplateCreatedAt = item.Template.CreatedAt,
            }),
            slots.Select(slot => new
            {
                slot.Key,
                slot.ItemKey,
                slot.Ordinal,
                slot.Position,
                slot.Name,
                slot.Label,
                slot.Description,
                slot.SlotType,
                slot.Creator,
                slot.Required,
                slot.Visible,
                slot.EncryptedValue,
                slot.AttachmentKey,
                slot.CreatedAt,
                slot.UpdatedAt,
            }),
            NodesOf(items.SelectMany(item => item.ClassificationNodes, (item, node) => new Link { Of = item.Key, Node = node })),
            NodesOf(slots.SelectMany(slot => slot.ClassificationNodes, (slot, node) => new Link { Of = slot.Key, Node = node })),
        ];
        return string.Join(";\n", queries.Select(Text));
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

    private static string Text(IQueryable query)
    {
        using var command = query.CreateDbCommand();
        return command.CommandText;
    }

    private static async Task<Dictionary<long, Item>> ReadItemsAsync(RowReader row, int count, CancellationToken cancel)
    {
        var items = new Dictionary<long, Item>(count);
        var templates = new Dictionary<long, ItemTemplate>();
        while (await row.NextAsync(cancel))
        {
            var item = new Item
            {
                Key = row.Long(),
                OwnerKey = row.Long(),
                Name = row.Text(),
                Label = row.Text(),
                Description = row.TextOrNull(),
                Version = row.Long(),
                CreatedAt = row.Time(),
                UpdatedAt = row.Time(),
                TemplateKey = row.Long(),
            };
            items.Add(item.Key, item);
            if (!templates.TryGetValue(item.TemplateKey, out var template))
            {
                template = new ItemTemplate
                {
                    Key = item.TemplateKey,
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

            item.Template = template;
        }

        return items;
    }

    private static async Task<Dictionary<long, Slot>> ReadSlotsAsync(RowReader row, Dictionary<long, Item> items, CancellationToken cancel)
    {
        var slots = new Dictionary<long, Slot>();
        while (await row.NextAsync(cancel))
        {
            var slot = new Slot
            {
                Key = row.Long(),
                ItemKey = row.Long(),
                Ordinal = row.Int(),
                Position = row.Int(),
                Name = row.Text(),
                Label = row.Text(),
                Description = row.TextOrNull(),
                SlotType = row.Text(),
                Creator = row.Text(),
                Required = row.Flag(),
                Visible = row.Flag(),
                EncryptedValue = row.TextOrNull(),
                AttachmentKey = row.LongOrNull(),
                CreatedAt = row.Time(),
                UpdatedAt = row.Time(),
            };
            slots.Add(slot.Key, slot);
            items[slot.ItemKey].Slots.Add(slot);
        }

        return slots;
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
