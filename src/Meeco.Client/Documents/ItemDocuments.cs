using System.Collections.Specialized;

namespace Meeco;

/// <summary>Items in documents: to be made, to be changed, and as the CLI prints them.</summary>
internal static class ItemDocuments
{
    /// <summary>Reads a document of kind <c>Item</c>.</summary>
    /// <param name="document">The document.</param>
    /// <returns>A <see cref="MeecoItemRequest"/>, a <see cref="MeecoItemUpdate"/> or a <see cref="MeecoItem"/>.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static object Read(YamlMap document)
    {
        var spec = document.RequiredMap("spec");
        if (document.Map("metadata")?.Text("template_name") is { Length: > 0 } template)
        {
            return ReadRequest(spec, template);
        }

        if (spec.Text("id") is not { Length: > 0 } id)
        {
            throw DocumentErrors.ItemNeitherNewNorKnown(document);
        }

        return spec.Has("item_template_id")
            ? ReadItem(spec, spec.List("slots"), share: null)
            : new MeecoItemUpdate { ItemId = id, Changes = ReadChanges(spec) };
    }

    /// <summary>Reads a document of kind <c>Items</c>.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The items, with slots where the document has them.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static IEnumerable<MeecoItem> ReadAll(YamlMap document) =>
        document.RequiredList("spec").Maps().Select(item => ReadItem(item, item.List("slots"), share: null));

    /// <summary>Reads what the CLI prints of a received item: the share, and the item beside it.</summary>
    /// <param name="document">The document, which has no kind.</param>
    /// <returns>The item.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static MeecoItem ReadIncoming(YamlMap document)
    {
        var item = document.RequiredMap("item");

        // The newest CLI wraps the item beside its opened slots, and lists the slots as they came, unopened, outside.
        var wrapped = item.Map("item");
        return ReadItem(wrapped ?? item, (wrapped is null ? document : item).List("slots"), document.Map("share"));
    }

    /// <summary>Writes an item as the CLI prints it, with its values in clear.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(MeecoItem item) => YamlBuilder.Document(DocumentKinds.Item, WriteItem(item));

    /// <summary>Writes several items.</summary>
    /// <param name="items">The items.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(IEnumerable<MeecoItem> items) =>
        YamlBuilder.Document(DocumentKinds.Items, new YamlList([.. items.Select(WriteItem)]));

    /// <summary>Writes an item to be made.</summary>
    /// <param name="request">The item.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(MeecoItemRequest request) => YamlBuilder.Document(
        DocumentKinds.Item,
        new YamlMap()
            .With("label", request.Label)
            .With("slots", new YamlList([.. request.Slot.Keys.Cast<string>().Select(name => WriteSlot(name, request.Slot[name]))])),
        new YamlMap().With("template_name", request.Template));

    /// <summary>Writes an item to be changed.</summary>
    /// <param name="update">What is to change.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(MeecoItemUpdate update)
    {
        var changed = update.Changes.Slots.Select(Named).Zip(
            update.Changes.Slots, (slot, change) => change.Value is null ? slot.With("value", "") : slot.With("value", change.Value));
        var removed = update.Changes.RemoveSlots.Select(
            slot => new YamlMap().With(Identifiers.IsId(slot) ? "id" : "name", slot).With("_destroy", true));
        var spec = new YamlMap().With("id", update.ItemId);
        if (update.Label is { } label)
        {
            spec.With("label", label);
        }

        return YamlBuilder.Document(DocumentKinds.Item, spec.With("slots", new YamlList([.. changed, .. removed])));
    }

    private static MeecoItemRequest ReadRequest(YamlMap spec, string template)
    {
        var slots = new OrderedDictionary(StringComparer.Ordinal);
        foreach (var slot in spec.List("slots")?.Maps() ?? [])
        {
            var label = slot.Text("label");
            var type = slot.Text("slot_type_name");
            var value = slot.Text("value");
            var name = slot.Text("name") ?? label ?? throw DocumentErrors.Missing(slot, "name");
            if (slots.Contains(name))
            {
                throw DocumentErrors.DuplicateKey(slot.Place);
            }

            slots.Add(name, label is null && type is null ? value : Details(label, type, value));
        }

        return new MeecoItemRequest { Template = template, Label = spec.Text("label") ?? "", Slot = slots.AsReadOnly() };
    }

    // The words that New-MeecoItem takes.
    private static OrderedDictionary Details(string? label, string? type, string? value)
    {
        var details = new OrderedDictionary { ["Value"] = value };
        if (label is not null)
        {
            details["Label"] = label;
        }

        if (type is not null)
        {
            details["Type"] = type;
        }

        return details;
    }

    private static ItemChanges ReadChanges(YamlMap spec)
    {
        var slots = spec.List("slots")?.Maps().ToList() ?? [];
        return new ItemChanges
        {
            Label = spec.Text("label") is { Length: > 0 } label ? label : null,
            RemoveSlots =
            [
                .. slots.Where(slot => slot.Flag("_destroy") == true)
                    .Select(slot => slot.Text("id") ?? slot.Text("name") ?? throw DocumentErrors.Missing(slot, "name")),
            ],
            Slots =
            [
                .. slots.Where(slot => slot.Flag("_destroy") != true && slot.Has("value") && slot.Text("attachment_id") is null)
                    .Select(ReadChange),
            ],
        };
    }

    private static SlotInput ReadChange(YamlMap slot)
    {
        var id = slot.Text("id");
        var name = slot.Text("name");
        var label = slot.Text("label");
        return id is null && name is null && label is null
            ? throw DocumentErrors.Missing(slot, "name")
            : new SlotInput
            {
                Id = id,
                Name = id is null ? name ?? label : null,
                Label = label,
                Type = slot.Text("slot_type_name"),
                Value = slot.Text("value"),
            };
    }

    private static MeecoItem ReadItem(YamlMap item, YamlList? slots, YamlMap? share)
    {
        var id = item.RequiredText("id");
        var own = item.Flag("own") ?? item.Text("share_id") is null;
        var read = new MeecoItem
        {
            Id = id,
            Name = item.RequiredText("name"),
            Label = item.Text("label") ?? "",
            Description = item.Text("description") is { Length: > 0 } description ? description : null,
            Template = item.Text("item_template_label") ?? "",
            ItemTemplateId = item.Text("item_template_id") ?? "",
            Own = own,
            OwnerId = item.Text("owner_id"),
            OriginalId = item.Text("original_id"),
            ShareId = item.Text("share_id"),
            AcceptanceStatus = share is null ? AcceptanceStatus.NotRequired : ShareDocuments.Acceptance(share),
            SharingMode = share is null ? null : ShareDocuments.Mode(share),
            CreatedAt = item.Time("created_at") ?? default,
            UpdatedAt = item.Time("updated_at") ?? default,
            Slots = [.. (slots?.Maps() ?? []).Select(slot => ReadSlot(slot, id, own))],
        };
        return slots is null ? read : read with { Changes = ReadChanges(item.Has("slots") ? item : new YamlMap().With("slots", slots)) };
    }

    private static MeecoSlot ReadSlot(YamlMap slot, string itemId, bool own)
    {
        var value = slot.Text("value");
        return new MeecoSlot
        {
            Id = slot.RequiredText("id"),
            ItemId = slot.Text("item_id") ?? itemId,
            Name = slot.RequiredText("name"),
            Label = slot.Text("label") ?? "",
            Value = value,
            Type = slot.Text("slot_type_name") ?? "key_value",
            Description = slot.Text("description"),
            Ordinal = slot.Number("ordinal") ?? 0,
            Own = own,

            // Whoever wrote the file may have verified the value; nothing in it proves that.
            Verification = own || value is null ? SlotVerification.NotApplicable : SlotVerification.NotVerifiable,
            AttachmentId = slot.Text("attachment_id"),
            OriginalId = slot.Text("original_id"),
        };
    }

    private static YamlMap WriteItem(MeecoItem item) => new YamlMap()
        .With("id", item.Id)
        .With("own", item.Own)
        .With("name", item.Name)
        .With("label", item.Label)
        .With("description", item.Description)
        .With("created_at", item.CreatedAt)
        .With("item_template_id", item.ItemTemplateId)
        .With("updated_at", item.UpdatedAt)
        .With("item_template_label", item.Template)
        .With("slot_ids", new YamlList([.. item.Slots.Select(slot => new YamlText(slot.Id))]))
        .With("original_id", item.OriginalId)
        .With("owner_id", item.OwnerId)
        .With("share_id", item.ShareId)
        .With("slots", new YamlList([.. item.Slots.Where(slot => slot.AttachmentId is null).Select(slot => WriteSlot(item, slot))]));

    // The value of a slot with a file is the key of the file: such a slot stays out, and an update leaves it as it is.
    private static YamlMap WriteSlot(MeecoItem item, MeecoSlot slot) => new YamlMap()
        .With("id", slot.Id)
        .With("own", slot.Own)
        .With("share_id", item.ShareId)
        .With("name", slot.Name)
        .With("description", slot.Description)
        .With("ordinal", slot.Ordinal)
        .With("attachment_id", slot.AttachmentId)
        .With("item_id", slot.ItemId)
        .With("slot_type_name", slot.Type)
        .With("label", slot.Label)
        .With("original_id", slot.OriginalId)
        .With("encrypted", false)
        .With("value", slot.Value);

    private static YamlMap WriteSlot(string name, object? content)
    {
        var slot = new YamlMap().With("name", name);
        if (content is not OrderedDictionary details)
        {
            return slot.With("value", content as string ?? "");
        }

        if (details["Label"] is string label)
        {
            slot.With("label", label);
        }

        if (details["Type"] is string type)
        {
            slot.With("slot_type_name", type);
        }

        return slot.With("value", details["Value"] as string ?? "");
    }

    private static YamlMap Named(SlotInput slot)
    {
        var named = new YamlMap();
        if (slot.Id is { } id)
        {
            named.With("id", id);
        }

        if (slot.Name is { } name)
        {
            named.With("name", name);
        }

        if (slot.Label is { } label)
        {
            named.With("label", label);
        }

        return slot.Type is { } type ? named.With("slot_type_name", type) : named;
    }
}
