using Meeco.Server.Storage;

namespace Meeco.Server.Items;

/// <summary>Items and their slots as a <see cref="RowQuery"/> asks for them: what is selected here is read below, in the same order.</summary>
internal static class ItemRows
{
    /// <summary>Two statements, for items and for their slots.</summary>
    public static IEnumerable<IQueryable> Of(IQueryable<Item> items, IQueryable<Slot> slots) =>
    [
        items.Select(item => new
        {
            item.Key,
            item.OwnerKey,
            item.TemplateKey,
            item.Name,
            item.Label,
            item.Description,
            item.Version,
            item.LastValuesRevision,
            item.NextSlotOrdinal,
            item.CreatedAt,
            item.UpdatedAt,
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
    ];

    /// <summary>The items with their slots, by their keys.</summary>
    /// <param name="row">At the first of the two statements; it is left at the second.</param>
    /// <param name="cancel">Ends the wait.</param>
    public static async Task<Dictionary<long, Item>> ReadAsync(RowReader row, CancellationToken cancel)
    {
        var items = new Dictionary<long, Item>();
        while (await row.NextAsync(cancel))
        {
            var item = ReadItem(row);
            items.Add(item.Key, item);
        }

        await row.NextStatementAsync(cancel);
        while (await row.NextAsync(cancel))
        {
            var slot = ReadSlot(row);
            items[slot.ItemKey].Slots.Add(slot);
        }

        return items;
    }

    private static Item ReadItem(RowReader row) => new()
    {
        Key = row.Long(),
        OwnerKey = row.Long(),
        TemplateKey = row.Long(),
        Name = row.Text(),
        Label = row.Text(),
        Description = row.TextOrNull(),
        Version = row.Long(),
        LastValuesRevision = row.Long(),
        NextSlotOrdinal = row.Int(),
        CreatedAt = row.Time(),
        UpdatedAt = row.Time(),
    };

    private static Slot ReadSlot(RowReader row) => new()
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
}
