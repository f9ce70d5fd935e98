using Meeco.Server.Attachments;
using Meeco.Server.ClientTasks;
using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Shares;
using Meeco.Server.Storage;
using Meeco.Server.Storage.Postgres;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Items;

/// <summary>Makes, changes and removes a user's own items, with what follows for those they are shared with.</summary>
internal sealed class ItemWriter(
    MeecoDb db,
    ItemPages pages,
    Transactions transactions,
    SlotChanges slotChanges,
    Templates templates,
    Classifications classifications,
    ReceivedItems receivedItems,
    ShareCascade cascade,
    ClientTaskQueue queue,
    EventLog log,
    AttachmentRemoval attachments,
    PublicIds ids,
    TimeProvider clock)
{
    private const string NodesField = "item.classification_nodes_attributes";

    /// <summary>Makes an item from a template (docs/WIRE.md 4.3.1).</summary>
    /// <exception cref="RefusedException">404: no such template. 422: the item cannot be.</exception>
    public Task<Item> CreateAsync(VaultCaller caller, PostItemsRequest request, CancellationToken cancel)
    {
        var wanted = Check.Required(request.Item, "item");
        var label = Check.Text(wanted.Label, "item.label", ItemLimits.Label);
        var name = MachineName.From(Check.OptionalText(wanted.Name, "item.name", ItemLimits.Name));
        var description = Check.OptionalText(wanted.Description, "item.description", ItemLimits.Description);
        var templateName = Check.Text(request.TemplateName, "template_name", ItemLimits.Name);
        var changes = SlotChange.Of(wanted.SlotsAttributes);
        return transactions.WriteApartAsync(
            async inner =>
            {
                var template = await templates.FindByNameAsync(caller.UserKey, templateName, inner);
                var now = clock.GetUtcNow();
                var item = new Item
                {
                    OwnerKey = caller.UserKey,
                    TemplateKey = template.Key,
                    Name = name.Length > 0 ? name : MachineName.From(label, "item"),
                    Label = label,
                    Description = description ?? template.Description,
                    CreatedAt = now,
                    UpdatedAt = now,
                };
                item.ClassificationNodes.AddRange(template.ClassificationNodes);
                db.Add(item);

                var named = WithTemplateNames(changes, template);
                foreach (var slot in template.Slots.OrderBy(slot => slot.Position))
                {
                    if (request.SkipEmptyTemplateSlots != true || named.Any(change => change.Name == slot.Name))
                    {
                        SlotChanges.AddLike(item, slot, now);
                    }
                }

                await slotChanges.ApplyAsync(item, named, now, inner);
                await classifications.LinkAsync(
                    caller.UserKey,
                    item.ClassificationNodes,
                    wanted.ClassificationNodesAttributes ?? [],
                    NodesField,
                    inner);
                await db.SaveChangesAsync(inner);
                log.Note(caller, EventTypes.ItemCreated, EventSubject.Of(item));
                return await LoadAsync(item.Key, inner);
            },
            cancel);
    }

    /// <summary>Changes an own item; what is left out stays (docs/WIRE.md 4.3.2). Recipients' values follow through a task.</summary>
    /// <exception cref="RefusedException">403: a received item. 404: none of the caller's. 412: it has moved on. 422: it cannot be.</exception>
    public Task<Item> UpdateAsync(
        VaultCaller caller,
        string id,
        PutItemsRequest request,
        long? expectedVersion,
        CancellationToken cancel)
    {
        var wanted = request.Item ?? new PutItemsItem();
        var label = wanted.Label is null ? null : Check.Text(wanted.Label, "item.label", ItemLimits.Label);
        var changes = SlotChange.Of(wanted.SlotsAttributes);
        return transactions.WriteApartAsync(
            async inner =>
            {
                if (ids.Decode(id, IdKind.Item) is { } key)
                {
                    await db.LockItemsAsync([key], inner);
                }

                var item = await FindOwnAsync(caller, id, inner);
                if (expectedVersion is { } expected && expected != item.Version)
                {
                    throw Refuse.VersionConflict(item.Version);
                }

                var now = clock.GetUtcNow();
                if (label is not null)
                {
                    item.Label = label;
                    item.Name = MachineName.From(label, "item");
                }

                var removed = await slotChanges.ApplyAsync(item, changes, now, inner);
                await classifications.LinkAsync(
                    caller.UserKey,
                    item.ClassificationNodes,
                    wanted.ClassificationNodesAttributes ?? [],
                    NodesField,
                    inner);
                Touch(item, now);
                log.Note(caller, EventTypes.ItemUpdated, EventSubject.Of(item));
                foreach (var slot in removed)
                {
                    log.Note(caller, EventTypes.SlotDeleted, EventSubject.Of(item, slot));
                }

                await db.SaveChangesAsync(inner);

                if (removed.Count > 0)
                {
                    await cascade.SlotsRemovedAsync(caller, item, [.. removed.Select(slot => slot.Ordinal)], OnlyRemoves(wanted), inner);
                    await RemoveFilesAsync(removed, inner);
                }

                // Values that a removal took away are gone from the shares by now: nothing is left to re-encrypt.
                if (!OnlyRemoves(wanted))
                {
                    await queue.OwnerUpdatedAsync(item, inner);
                }

                await db.SaveChangesAsync(inner);
                return await LoadAsync(item.Key, inner);
            },
            cancel);
    }

    /// <summary>Deletes an own item with its shares, or the caller's copy of another's with the shares that brought it.</summary>
    /// <exception cref="RefusedException">404: neither is there.</exception>
    public Task DeleteAsync(VaultCaller caller, string id, CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                if (ids.Decode(id, IdKind.ReceivedItem) is { } receivedKey)
                {
                    await cascade.ReceivedItemDeletedAsync(caller, receivedKey, inner);
                    return;
                }

                var item = await FindOwnAsync(caller, id, inner);
                await db.LockItemsAsync([item.Key], inner);
                var slots = item.Slots.ToList();
                await cascade.ItemDeletedAsync(caller, item, inner);
                db.Remove(item);
                await db.SaveChangesAsync(inner);
                await RemoveFilesAsync(slots, inner);
            },
            cancel);

    /// <summary>Removes a slot of an own item; its values leave every share at once, and no task is made (docs/RULES.md 9).</summary>
    /// <exception cref="RefusedException">403: a slot of a received item or of a template. 404: none of the caller's.</exception>
    public Task DeleteSlotAsync(VaultCaller caller, string id, CancellationToken cancel) =>
        transactions.WriteAsync(
            async inner =>
            {
                var found = ids.Decode(id);
                if (found is { Kind: IdKind.TemplateSlot })
                {
                    throw Refuse.Forbidden(ErrorCodes.Forbidden, "Slots of templates cannot be deleted.");
                }

                if (found is { Kind: IdKind.ReceivedSlot } received)
                {
                    throw await RefuseCopyAsync(caller, received.Key, "slot", inner);
                }

                var slotKey = ids.Decode(id, IdKind.Slot);
                var item = await ItemViews.WithContent(db.Items)
                    .SingleOrDefaultAsync(one => one.OwnerKey == caller.UserKey && one.Slots.Any(slot => slot.Key == slotKey), inner)
                    ?? throw Refuse.NotFound("slot");
                await db.LockItemsAsync([item.Key], inner);
                var slot = item.Slots.Single(one => one.Key == slotKey);
                item.Slots.Remove(slot);
                Touch(item, clock.GetUtcNow());
                log.Note(caller, EventTypes.SlotDeleted, EventSubject.Of(item, slot));
                await cascade.SlotsRemovedAsync(caller, item, [slot.Ordinal], nothingElse: true, inner);
                await db.SaveChangesAsync(inner);
                await RemoveFilesAsync([slot], inner);
            },
            cancel);

    // A file goes with its slot: nobody else has its key.
    private Task RemoveFilesAsync(IEnumerable<Slot> removed, CancellationToken cancel) =>
        attachments.RemoveAsync([.. removed.Select(slot => slot.AttachmentKey).OfType<long>()], cancel);

    private async Task<Item> FindOwnAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        if (ids.Decode(id, IdKind.ReceivedItem) is { } receivedKey)
        {
            throw await RefuseCopyAsync(caller, receivedKey, "item", cancel);
        }

        var key = ids.Decode(id, IdKind.Item);
        return await ItemViews.WithContent(db.Items)
            .SingleOrDefaultAsync(item => item.Key == key && item.OwnerKey == caller.UserKey, cancel)
            ?? throw Refuse.NotFound("item");
    }

    private async Task<RefusedException> RefuseCopyAsync(VaultCaller caller, long key, string what, CancellationToken cancel) =>
        await receivedItems.Listed(caller.UserKey).AnyAsync(copy => copy.Key == key, cancel)
            ? Refuse.Forbidden(ErrorCodes.ReceivedItemReadOnly, "A received item is its owner's to change.")
            : Refuse.NotFound(what);

    // Read again as any other request would: keys, order and nodes are those that were stored.
    private async Task<Item> LoadAsync(long key, CancellationToken cancel) => (await pages.LoadAsync(db, [key], cancel))[key];

    private List<SlotChange> WithTemplateNames(IReadOnlyList<SlotChange> changes, ItemTemplate template) =>
    [
        .. changes.Select(change =>
        {
            if (string.IsNullOrEmpty(change.TemplateSlotId))
            {
                return change;
            }

            var key = ids.Decode(change.TemplateSlotId, IdKind.TemplateSlot);
            var slot = template.Slots.SingleOrDefault(one => one.Key == key)
                ?? throw Refuse.Invalid($"{change.Field}.template_slot_id", "The template has no such slot.");
            return change with { Name = slot.Name };
        }),
    ];

    private static void Touch(Item item, DateTimeOffset now)
    {
        item.Version++;
        item.UpdatedAt = now;
    }

    private static bool OnlyRemoves(PutItemsItem wanted) =>
        wanted.Label is null
            && wanted.ClassificationNodesAttributes is null or { Count: 0 }
            && wanted.SlotsAttributes is { Count: > 0 } slots
            && slots.All(slot => slot.Destroy == true);
}
