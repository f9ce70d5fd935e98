namespace Meeco;

/// <summary>A slot to fill, change or add. Found by id, else by name; added where nothing is found.</summary>
internal sealed record SlotInput
{
    /// <summary>The id of a slot that exists; null to find it by name.</summary>
    public string? Id { get; init; }

    /// <summary>The machine name; null where an id or a label is given.</summary>
    public string? Name { get; init; }

    /// <summary>The value in clear; null or empty clears it.</summary>
    public string? Value { get; init; }

    /// <summary>The name for people; null keeps it, or is made from the machine name.</summary>
    public string? Label { get; init; }

    /// <summary>What kind of value it is; null keeps it, or means <c>key_value</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Names what the slot is found by; never the value.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Name ?? Id ?? Label ?? "";
}
