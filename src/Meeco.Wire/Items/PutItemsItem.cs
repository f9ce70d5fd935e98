namespace Meeco.Wire;

/// <summary>The changes of an item; members that are absent stay.</summary>
public sealed record PutItemsItem
{
    /// <summary>Nodes to link, or to unlink with `_destroy`.</summary>
    public IReadOnlyList<ClassificationNodeAttributes>? ClassificationNodesAttributes { get; init; }

    /// <summary>Its new name for people; the machine name follows.</summary>
    public string? Label { get; init; }

    /// <summary>Slots to change, add or remove, matched by id, else by name.</summary>
    public IReadOnlyList<PutItemsSlot>? SlotsAttributes { get; init; }
}
