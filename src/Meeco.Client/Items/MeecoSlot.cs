namespace Meeco;

/// <summary>A slot of an item, with its value in clear.</summary>
public sealed record MeecoSlot
{
    internal MeecoSlot()
    {
    }

    /// <summary>Its id, for the user of the session: a recipient has another than the owner.</summary>
    public required string Id { get; init; }

    /// <summary>Its item's id, for the user of the session.</summary>
    public required string ItemId { get; init; }

    /// <summary>Its machine name, unique in the item.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Label { get; init; }

    /// <summary>The value in clear; null when empty.</summary>
    public string? Value { get; init; }

    /// <summary>A hint what kind of value it is, for example <c>key_value</c> or <c>date</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Its place in the item.</summary>
    public int Ordinal { get; init; }

    /// <summary>Whether the user of the session owns it.</summary>
    public bool Own { get; init; }

    /// <summary>Whether the value is known to be the owner's.</summary>
    public SlotVerification Verification { get; init; }

    /// <summary>How the value was read as text.</summary>
    public MeecoTextEncoding TextEncoding { get; init; }

    /// <summary>The file that it stands for; null if it stands for none.</summary>
    public string? AttachmentId { get; init; }

    /// <summary>The owner's id of it on a received slot, else null.</summary>
    public string? OriginalId { get; init; }

    /// <summary>The machine name; never the value.</summary>
    /// <returns>One word.</returns>
    public override string ToString() => Name;
}
