using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Items;

/// <summary>Writes item templates in the wire's words.</summary>
internal sealed class TemplateViews(MeecoDb db, ItemViews views, PublicIds ids)
{
    /// <summary>Loads with a template all that is shown of it.</summary>
    public static IQueryable<ItemTemplate> WithContent(IQueryable<ItemTemplate> templates) =>
        templates
            .Include(template => template.Slots)
            .Include(template => template.ClassificationNodes).ThenInclude(node => node.Scheme);

    /// <summary>How many own items the caller made of each of the templates.</summary>
    public Task<Dictionary<long, int>> CountItemsAsync(VaultCaller caller, IReadOnlyList<ItemTemplate> templates, CancellationToken cancel)
    {
        var keys = templates.Select(template => template.Key).ToList();
        return db.Items
            .Where(item => item.OwnerKey == caller.UserKey && keys.Contains(item.TemplateKey))
            .GroupBy(item => item.TemplateKey)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
    }

    public ItemTemplateBody Template(ItemTemplate template, IReadOnlyDictionary<long, int> counts) => new()
    {
        Id = ids.Encode(IdKind.ItemTemplate, template.Key),
        Name = template.Name,
        Label = template.Label,
        Description = template.Description,
        Ordinal = template.Position,
        UserId = ids.Encode(IdKind.VaultUser, template.OwnerKey),
        UpdatedAt = template.CreatedAt,
        ClassificationNodeIds = views.NodeIds(template.ClassificationNodes),
        SlotIds = [.. InOrder(template).Select(slot => ids.Encode(IdKind.TemplateSlot, slot.Key))],
        ItemsCount = counts.GetValueOrDefault(template.Key),
    };

    public IReadOnlyList<SlotBody> Slots(ItemTemplate template) =>
    [
        .. InOrder(template).Select(slot => new SlotBody
        {
            Id = ids.Encode(IdKind.TemplateSlot, slot.Key),
            Own = template.OwnerKey is not null,
            Name = slot.Name,
            Label = slot.Label,
            Description = slot.Description,
            Ordinal = slot.Position,
            Visible = slot.Visible,
            Required = slot.Required,
            SlotTypeName = slot.SlotType,
            Creator = template.OwnerKey is null ? "system" : null,
            CreatedAt = template.CreatedAt,
            UpdatedAt = template.CreatedAt,
        }),
    ];

    /// <summary>The nodes the templates are filed under, each once.</summary>
    public IReadOnlyList<ClassificationNodeBody> Nodes(IReadOnlyList<ItemTemplate> templates) =>
        views.Nodes(templates.SelectMany(template => template.ClassificationNodes));

    private static IEnumerable<TemplateSlot> InOrder(ItemTemplate template) => template.Slots.OrderBy(slot => slot.Position);
}
