namespace Meeco;

/// <summary>What is to change in an item, as a file describes it. Binds to <c>Set-MeecoItem</c>.</summary>
public sealed record MeecoItemUpdate
{
    internal MeecoItemUpdate()
    {
    }

    /// <summary>The item's id.</summary>
    public required string ItemId { get; init; }

    /// <summary>The new name for people; null keeps it.</summary>
    public string? Label => Changes.Label;

    /// <summary>The slots to change or add, by machine name, id or label.</summary>
    public IReadOnlyList<string> Slot => [.. Changes.Slots.Select(slot => slot.ToString())];

    /// <summary>The slots to remove, by machine name or id.</summary>
    public IReadOnlyList<string> RemoveSlot => Changes.RemoveSlots;

    internal ItemChanges Changes { get; init; } = new();

    /// <summary>The item's id; never a value.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => ItemId;
}
