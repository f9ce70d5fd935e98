namespace Meeco;

/// <summary>What an item would be after changes that are not sent.</summary>
internal static class ItemForesight
{
    // What the vault makes of a slot that says nothing else.
    private const string PlainType = "key_value";

    /// <summary>Changes a copy, as the vault would: a slot is found by id, else by name; what is not found is new, and has no id yet.</summary>
    /// <param name="item">The item as it is.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="added">What it would be classified by in addition.</param>
    /// <returns>The item as it would be.</returns>
    /// <exception cref="MeecoException"><c>SlotNotFound</c>: a slot is named by an id that the item does not have.</exception>
    public static MeecoItem Apply(MeecoItem item, ItemChanges changes, IEnumerable<MeecoClassification> added) => item with
    {
        Label = changes.Label ?? item.Label,
        Slots = Slots(item, changes),
        Classifications =
        [
            .. item.Classifications.Where(node => !changes.RemoveClassifications.Any(gone => Means(gone, node)))
                .Concat(added).DistinctBy(node => node.ToString()),
        ],
    };

    /// <summary>Whether a classification is meant by what was given.</summary>
    /// <param name="given">An id, or scheme and name.</param>
    /// <param name="node">The classification.</param>
    /// <returns>True if it is.</returns>
    public static bool Means(ClassificationInput given, MeecoClassification node) =>
        given.Id is { } id ? node.Id == id : node.Scheme == given.Scheme && node.Name == given.Name;

    private static List<MeecoSlot> Slots(MeecoItem item, ItemChanges changes)
    {
        var slots = item.Slots
            .Where(slot => !changes.RemoveSlots.Any(gone => gone == slot.Id || IsNamed(slot, gone))).ToList();
        foreach (var change in changes.Slots)
        {
            var found = slots.FindIndex(slot => change.Id is { } id ? slot.Id == id : IsNamed(slot, change.Name));
            if (found >= 0)
            {
                slots[found] = slots[found] with
                {
                    Label = change.Label ?? slots[found].Label,
                    Type = change.Type ?? slots[found].Type,
                    Value = ValueOf(change),
                };
            }
            else
            {
                slots.Add(change.Id is { } id ? throw ClientErrors.SlotNotFound(id) : New(item, slots, change));
            }
        }

        return slots;
    }

    private static MeecoSlot New(MeecoItem item, List<MeecoSlot> slots, SlotInput change) => new()
    {
        Id = "",
        ItemId = item.Id,
        Name = change.ToString(),
        Label = change.Label ?? change.ToString(),
        Type = change.Type ?? PlainType,
        Value = ValueOf(change),
        Ordinal = slots.Count == 0 ? 1 : slots.Max(slot => slot.Ordinal) + 1,
        Own = true,
    };

    private static string? ValueOf(SlotInput change) => string.IsNullOrEmpty(change.Value) ? null : change.Value;

    private static bool IsNamed(MeecoSlot slot, string? name) => string.Equals(slot.Name, name, StringComparison.OrdinalIgnoreCase);
}
