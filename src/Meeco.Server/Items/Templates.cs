using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Items;

/// <summary>Finds the templates that a user sees, and makes templates of his own (docs/WIRE.md 4.2).</summary>
internal sealed class Templates(
    MeecoDb db,
    Transactions transactions,
    Classifications classifications,
    PublicIds ids,
    TimeProvider clock)
{
    private const int MaxSlots = 1000;

    /// <summary>The vault's templates and the user's own.</summary>
    public IQueryable<ItemTemplate> VisibleTo(long userKey) =>
        db.ItemTemplates.Where(template => template.OwnerKey == null || template.OwnerKey == userKey);

    /// <summary>The template that items are made from by this name. An own one comes first: the vault may have got one of its name since.</summary>
    /// <exception cref="RefusedException">404: the user sees none of this name.</exception>
    public async Task<ItemTemplate> FindByNameAsync(long userKey, string name, CancellationToken cancel) =>
        await TemplateViews.WithContent(VisibleTo(userKey))
            .Where(template => template.Name == name)
            .OrderByDescending(template => template.OwnerKey != null)
            .FirstOrDefaultAsync(cancel) ?? throw Refuse.NotFound("item template");

    /// <summary>One template that the user sees.</summary>
    /// <exception cref="RefusedException">404: he sees none with this id.</exception>
    public async Task<ItemTemplate> FindAsync(long userKey, string id, CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.ItemTemplate);
        return await TemplateViews.WithContent(VisibleTo(userKey).AsNoTrackingWithIdentityResolution())
            .SingleOrDefaultAsync(template => template.Key == key, cancel) ?? throw Refuse.NotFound("item template");
    }

    /// <summary>Makes a template of the caller's own.</summary>
    /// <exception cref="RefusedException">409: the name is taken. 422: the template cannot be.</exception>
    public Task<ItemTemplate> CreateAsync(VaultCaller caller, PostItemTemplateRequest request, CancellationToken cancel)
    {
        var label = Check.Text(request.Label, "label", ItemLimits.Label);
        var given = MachineName.From(Check.OptionalText(request.Name, "name", ItemLimits.Name));
        var name = given.Length > 0 ? given : MachineName.From(label, "template");
        var description = Check.OptionalText(request.Description, "description", ItemLimits.Description);
        var slots = ReadSlots(request.SlotsAttributes ?? []);
        return transactions.WriteAsync(
            async inner =>
            {
                // Items name their template, so a name made from the label is refused like one that was given: another
                // one, made up here, is none that the caller knows.
                if (await VisibleTo(caller.UserKey).AnyAsync(template => template.Name == name, inner))
                {
                    throw Refuse.Conflict(ErrorCodes.AlreadyExists, $"There is a template {name} already; give another name.");
                }

                var template = new ItemTemplate
                {
                    OwnerKey = caller.UserKey,
                    Name = name,
                    Label = label,
                    FoldedLabel = ItemTemplate.Fold(label),
                    Description = description ?? "",
                    Position = await VisibleTo(caller.UserKey).MaxAsync(other => (int?)other.Position, inner) + 1 ?? 1,
                    CreatedAt = clock.GetUtcNow(),
                };
                template.Slots.AddRange(slots);
                await LinkAsync(caller, template, request, inner);
                db.Add(template);
                await db.SaveChangesAsync(inner);
                return await FindAsync(caller.UserKey, ids.Encode(IdKind.ItemTemplate, template.Key), inner);
            },
            cancel);
    }

    private async Task LinkAsync(VaultCaller caller, ItemTemplate template, PostItemTemplateRequest request, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(request.ClassificationNodeName))
        {
            if (!string.IsNullOrEmpty(request.ClassificationSchemeName))
            {
                throw Refuse.Invalid("classification_node_name", "A classification names scheme and node.");
            }

            return;
        }

        await classifications.LinkAsync(
            caller.UserKey,
            template.ClassificationNodes,
            [new ClassificationNodeAttributes { Scheme = request.ClassificationSchemeName, Name = request.ClassificationNodeName }],
            "classification_node_name",
            cancel);
    }

    private static List<TemplateSlot> ReadSlots(IReadOnlyList<PostItemTemplateSlot> sent)
    {
        if (sent.Count > MaxSlots)
        {
            throw Refuse.Invalid("slots_attributes", $"A template has at most {MaxSlots} slots.");
        }

        var taken = new HashSet<string>();
        var slots = new List<TemplateSlot>(sent.Count);
        foreach (var (slot, index) in sent.Select((slot, index) => (slot, index)))
        {
            var field = FormattableString.Invariant($"slots_attributes[{index}]");
            var label = Check.OptionalText(slot.Label, $"{field}.label", ItemLimits.Label);
            var name = MachineName.From(Check.OptionalText(slot.Name, $"{field}.name", ItemLimits.Name));
            if (name.Length == 0)
            {
                name = string.IsNullOrWhiteSpace(label)
                    ? throw Refuse.Invalid(field, "A slot needs a name or a label.")
                    : MachineName.FirstFree(MachineName.From(label, "slot"), taken.Contains);
            }

            if (!taken.Add(name))
            {
                throw Refuse.Invalid($"{field}.name", "Another slot of the template has this name.");
            }

            slots.Add(new TemplateSlot
            {
                Name = name,
                Label = string.IsNullOrWhiteSpace(label) ? MachineName.ToLabel(name) : label,
                Description = Check.OptionalText(slot.Description, $"{field}.description", ItemLimits.Description),
                SlotType = SlotChange.SlotTypeOf(slot.SlotTypeName, field) ?? SlotTypes.KeyValue,
                Position = index + 1,
                Required = false,
                Visible = true,
            });
        }

        return slots;
    }
}
