using Meeco.Server.Http;
using Meeco.Wire;

namespace Meeco.Server.Items;

/// <summary>One entry of <c>slots_attributes</c>, read and checked: the same for new items and for changes.</summary>
internal sealed record SlotChange
{
    private static readonly HashSet<string> SlotTypeNames =
    [
        SlotTypes.KeyValue, SlotTypes.Bool, SlotTypes.Date, SlotTypes.Datetime, SlotTypes.Image, SlotTypes.Url,
        SlotTypes.PhoneNumber, SlotTypes.Email, SlotTypes.Password, SlotTypes.Attachment, SlotTypes.AttachmentsFolder,
        SlotTypes.ClassificationNode, SlotTypes.Color, SlotTypes.NoteText, SlotTypes.Select, SlotTypes.SelectMultiple,
    ];

    /// <summary>Where the entry stands in the request, for refusals.</summary>
    public required string Field { get; init; }

    /// <summary>The slot's id; null for a match by name.</summary>
    public string? Id { get; init; }

    /// <summary>The template slot it stands for.</summary>
    public string? TemplateSlotId { get; init; }

    /// <summary>The machine name; empty when none was sent.</summary>
    public required string Name { get; init; }

    /// <summary>Null when none was sent.</summary>
    public required string? Label { get; init; }

    public required Maybe<string?> Description { get; init; }

    public required int? Position { get; init; }

    public required bool? Visible { get; init; }

    public required string? SlotType { get; init; }

    /// <summary>The new value: a cryppo text, or null to clear it; absent to leave it.</summary>
    public required Maybe<string?> Value { get; init; }

    /// <summary>The file that the slot shall stand for; null leaves it as it is.</summary>
    public required string? AttachmentId { get; init; }

    /// <summary>Whether the slot goes.</summary>
    public bool Destroy { get; init; }

    public required IReadOnlyList<ClassificationNodeAttributes> Nodes { get; init; }

    /// <summary>Reads the slots of a new item.</summary>
    /// <exception cref="RefusedException">422: one of them cannot be.</exception>
    public static IReadOnlyList<SlotChange> Of(IReadOnlyList<PostItemsSlot>? slots) =>
    [
        .. (slots ?? []).Select((slot, index) =>
        {
            var field = At(index);
            RequireNoFolder(slot.AttachmentsFolderId, field);
            return new SlotChange
            {
                Field = field,
                TemplateSlotId = slot.TemplateSlotId,
                Name = NameOf(slot.Name, field),
                Label = LabelOf(slot.Label, field),
                Description = slot.Description is null ? default : new Maybe<string?>(DescriptionOf(slot.Description, field)),
                Position = slot.Ordinal,
                Visible = slot.Visible,
                SlotType = SlotTypeOf(slot.SlotTypeName, field),
                Value = new Maybe<string?>(Check.OptionalEncrypted(slot.EncryptedValue, $"{field}.encrypted_value")),
                AttachmentId = AttachmentOf(slot.AttachmentId, slot.AttachmentAttributes),
                Nodes = slot.ClassificationNodesAttributes ?? [],
            };
        }),
    ];

    /// <summary>Reads the changes of an item's slots.</summary>
    /// <exception cref="RefusedException">422: one of them cannot be.</exception>
    public static IReadOnlyList<SlotChange> Of(IReadOnlyList<PutItemsSlot>? slots) =>
    [
        .. (slots ?? []).Select((slot, index) =>
        {
            var field = At(index);
            RequireNoFolder(slot.AttachmentsFolderId, field);
            return new SlotChange
            {
                Field = field,
                Id = string.IsNullOrEmpty(slot.Id) ? null : slot.Id,
                TemplateSlotId = slot.TemplateSlotId,
                Name = NameOf(slot.Name, field),
                Label = LabelOf(slot.Label, field),
                Description = slot.Description.IsPresent
                    ? new Maybe<string?>(DescriptionOf(slot.Description.Value, field))
                    : default,
                Position = slot.Ordinal,
                Visible = slot.Visible,
                SlotType = SlotTypeOf(slot.SlotTypeName, field),
                Value = ValueOf(slot, field),
                Destroy = slot.Destroy == true,
                AttachmentId = AttachmentOf(slot.AttachmentId, slot.AttachmentAttributes),
                Nodes = slot.ClassificationNodesAttributes ?? [],
            };
        }),
    ];

    /// <summary>A type of the list (rule 3); null when none was sent.</summary>
    /// <exception cref="RefusedException">422: there is no such type.</exception>
    public static string? SlotTypeOf(string? name, string field) => string.IsNullOrEmpty(name)
        ? null
        : SlotTypeNames.Contains(name) ? name : throw Refuse.Invalid($"{field}.slot_type_name", "There is no such type of slot.");

    // The newest client clears a value with `value: ""` and nothing else; `value: null` beside an empty slot says nothing
    // (docs/WIRE.md 4.3.2). A value in clear was meant for nobody, least of all for this server (rule 1).
    private static Maybe<string?> ValueOf(PutItemsSlot slot, string field)
    {
        if (!string.IsNullOrEmpty(slot.Value))
        {
            throw Refuse.Invalid($"{field}.value", "A value is sent encrypted, as encrypted_value, and never in clear.");
        }

        if (slot.EncryptedValue.IsPresent)
        {
            return new Maybe<string?>(Check.OptionalEncrypted(slot.EncryptedValue.Value, $"{field}.encrypted_value"));
        }

        return slot.Value is null ? default : new Maybe<string?>(null);
    }

    private static string NameOf(string? name, string field) =>
        MachineName.From(Check.OptionalText(name, $"{field}.name", ItemLimits.Name));

    private static string? LabelOf(string? label, string field) =>
        Check.OptionalText(label, $"{field}.label", ItemLimits.Label) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static string? DescriptionOf(string? description, string field) =>
        Check.OptionalText(description, $"{field}.description", ItemLimits.Description);

    // The newest clients send the id, and null for a slot without a file; those of 2020 an object.
    private static string? AttachmentOf(string? id, AttachmentAttributes? attributes) =>
        !string.IsNullOrEmpty(id) ? id : string.IsNullOrEmpty(attributes?.Id) ? null : attributes.Id;

    private static void RequireNoFolder(string? folderId, string field)
    {
        if (!string.IsNullOrEmpty(folderId))
        {
            throw Refuse.Invalid($"{field}.attachments_folder_id", "There is no such folder.");
        }
    }

    private static string At(int index) => FormattableString.Invariant($"item.slots_attributes[{index}]");
}
