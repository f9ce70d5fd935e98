using System.Text.Json.Serialization;

namespace Meeco.Wire;

/// <summary>A slot to change, add or remove.</summary>
public sealed record PutItemsSlot
{
    /// <summary>The slot to change.</summary>
    public string? Id { get; init; }

    /// <summary>Its machine name; finds the slot where no id is given.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for; absent keeps it.</summary>
    [JsonConverter(typeof(MaybeConverter<string>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Maybe<string?> Description { get; init; }

    /// <summary>Its place in the item.</summary>
    public int? Ordinal { get; init; }

    /// <summary>Whether it is shown.</summary>
    public bool? Visible { get; init; }

    /// <summary>The id of its picture.</summary>
    public string? ImageId { get; init; }

    /// <summary>The template slot it stands for.</summary>
    public string? TemplateSlotId { get; init; }

    /// <summary>The folder it stands for.</summary>
    public string? AttachmentsFolderId { get; init; }

    /// <summary>The file it stands for.</summary>
    public string? AttachmentId { get; init; }

    /// <summary>The file it stands for, as clients of 2020 say it.</summary>
    public AttachmentAttributes? AttachmentAttributes { get; init; }

    /// <summary>Not used by the newest clients.</summary>
    public string? SlotTypeId { get; init; }

    /// <summary>One of <see cref="SlotTypes"/>.</summary>
    public string? SlotTypeName { get; init; }

    /// <summary>
    /// Never a value: an empty text means that the value is cleared, null means nothing (docs/WIRE.md 4.3.2).
    /// </summary>
    public string? Value { get; init; }

    /// <summary>The new value as a cryppo string; null clears it, absent keeps it.</summary>
    [JsonConverter(typeof(MaybeConverter<string>))]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Maybe<string?> EncryptedValue { get; init; }

    /// <summary>Its name for people.</summary>
    public string? Label { get; init; }

    /// <summary>True removes the slot.</summary>
    [JsonPropertyName("_destroy")]
    public bool? Destroy { get; init; }

    /// <summary>Nodes to link, or to unlink.</summary>
    public IReadOnlyList<ClassificationNodeAttributes>? ClassificationNodesAttributes { get; init; }
}
