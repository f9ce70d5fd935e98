using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Items;

/// <summary>Applies entries of <c>slots_attributes</c> to an item's slots: matched by id, else by name, else by file, else new (docs/RULES.md 9).</summary>
internal sealed class SlotChanges(MeecoDb db, Classifications classifications, PublicIds ids, IOptions<ServerOptions> options)
{
    /// <summary>Applies all entries in their order.</summary>
    /// <param name="item">Loaded with its slots and nodes, and tracked.</param>
    /// <param name="changes">The entries.</param>
    /// <param name="now">The time of the change.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The slots that went.</returns>
    /// <exception cref="RefusedException">404: an id names no slot of the item. 422: an entry cannot be.</exception>
    public async Task<IReadOnlyList<Slot>> ApplyAsync(
        Item item,
        IReadOnlyList<SlotChange> changes,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        var removed = new List<Slot>();
        var touched = new HashSet<Slot>();
        foreach (var change in changes)
        {
            var slot = Match(item, change);
            if (slot is not null && !touched.Add(slot))
            {
                throw Refuse.Invalid(change.Field, "Another entry of the request names the same slot; names are unique within an item.");
            }

            if (change.Destroy)
            {
                // Removing what is not there is done already: the request may be a repetition.
                if (slot is not null)
                {
                    item.Slots.Remove(slot);
                    removed.Add(slot);
                }
            }
            else if (slot is null)
            {
                var added = Add(item, change, now);
                touched.Add(added);
                await AttachAsync(item, added, change, cancel);
                await LinkAsync(item, added, change, cancel);
            }
            else
            {
                Update(item, slot, change, now);
                await AttachAsync(item, slot, change, cancel);
                await LinkAsync(item, slot, change, cancel);
            }
        }

        if (item.Slots.Count > options.Value.MaxSlotsPerItem)
        {
            throw Refuse.Invalid("item.slots_attributes", $"An item has at most {options.Value.MaxSlotsPerItem} slots.");
        }

        return removed;
    }

    /// <summary>Gives a new item a slot like one of its template.</summary>
    public static Slot AddLike(Item item, TemplateSlot template, DateTimeOffset now)
    {
        var slot = new Slot
        {
            Ordinal = item.NextSlotOrdinal++,
            Position = template.Position,
            Name = template.Name,
            Label = template.Label,
            Description = template.Description,
            SlotType = template.SlotType,
            Creator = "system",
            Required = template.Required,
            Visible = template.Visible,
            CreatedAt = now,
            UpdatedAt = now,
        };
        item.Slots.Add(slot);
        return slot;
    }

    private Slot? Match(Item item, SlotChange change)
    {
        if (change.Id is not null)
        {
            var key = ids.Decode(change.Id, IdKind.Slot);
            return item.Slots.SingleOrDefault(slot => slot.Key == key) ?? throw Refuse.NotFound("slot in this item");
        }

        if (change.Name.Length > 0)
        {
            return item.Slots.SingleOrDefault(slot => slot.Name == change.Name);
        }

        // A slot that was added with a file and a label has no other mark when the request is repeated.
        var attachment = ids.Decode(change.AttachmentId, IdKind.Attachment);
        return attachment is null ? null : item.Slots.SingleOrDefault(slot => slot.AttachmentKey == attachment);
    }

    private static Slot Add(Item item, SlotChange change, DateTimeOffset now)
    {
        if (change.Name.Length == 0 && change.Label is null)
        {
            throw Refuse.Invalid(change.Field, "A new slot needs a name or a label.");
        }

        // A name made from a label gives way to names that are there: a second "Photo" is another slot, not the first.
        var name = change.Name.Length > 0
            ? change.Name
            : MachineName.FirstFree(MachineName.From(change.Label, "slot"), taken => IsTaken(item, null, taken));
        var slot = new Slot
        {
            Ordinal = item.NextSlotOrdinal++,
            Position = change.Position ?? item.Slots.Select(other => other.Position).DefaultIfEmpty(0).Max() + 1,
            Name = name,
            Label = change.Label ?? MachineName.ToLabel(name),
            Description = change.Description.Value,
            SlotType = change.SlotType ?? (change.AttachmentId is null ? SlotTypes.KeyValue : SlotTypes.Attachment),
            Creator = "user",
            Required = false,
            Visible = change.Visible ?? true,
            EncryptedValue = change.Value.Value,
            CreatedAt = now,
            UpdatedAt = now,
        };
        item.Slots.Add(slot);
        return slot;
    }

    private static void Update(Item item, Slot slot, SlotChange change, DateTimeOffset now)
    {
        if (change.Name.Length > 0 && change.Name != slot.Name)
        {
            slot.Name = IsTaken(item, slot, change.Name)
                ? throw Refuse.Invalid($"{change.Field}.name", "Another slot of the item has this name.")
                : change.Name;
        }

        slot.Label = change.Label ?? slot.Label;
        slot.Description = change.Description.IsPresent ? change.Description.Value : slot.Description;
        slot.Position = change.Position ?? slot.Position;
        slot.Visible = change.Visible ?? slot.Visible;
        slot.SlotType = change.SlotType ?? slot.SlotType;
        slot.EncryptedValue = change.Value.IsPresent ? change.Value.Value : slot.EncryptedValue;
        slot.UpdatedAt = now;
    }

    private async Task AttachAsync(Item item, Slot slot, SlotChange change, CancellationToken cancel)
    {
        if (change.AttachmentId is null)
        {
            return;
        }

        var field = $"{change.Field}.attachment_id";
        var key = ids.Decode(change.AttachmentId, IdKind.Attachment);
        if (slot.AttachmentKey is { } kept)
        {
            if (kept != key)
            {
                throw Refuse.Invalid(ErrorCodes.AttachmentCannotBeReplaced, field, "The slot has a file already, and keeps it.");
            }

            return;
        }

        var attachment = await db.Attachments.SingleOrDefaultAsync(found => found.Key == key && found.OwnerKey == item.OwnerKey, cancel)
            ?? throw Refuse.Invalid(field, "There is no such attachment.");
        if (item.Slots.Any(other => other.AttachmentKey == key) || await db.Slots.AnyAsync(other => other.AttachmentKey == key, cancel))
        {
            throw Refuse.Invalid(field, "Another slot has this file. Upload it once more for this one.");
        }

        slot.AttachmentKey = attachment.Key;
        attachment.ExpiresAt = null;
    }

    private Task LinkAsync(Item item, Slot slot, SlotChange change, CancellationToken cancel) =>
        classifications.LinkAsync(
            item.OwnerKey,
            slot.ClassificationNodes,
            change.Nodes,
            $"{change.Field}.classification_nodes_attributes",
            cancel);

    private static bool IsTaken(Item item, Slot? self, string name) =>
        item.Slots.Any(other => other != self && other.Name == name);
}
