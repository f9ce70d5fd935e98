namespace Meeco;

/// <summary>What changes in an item; the rest stays.</summary>
internal sealed record ItemChanges
{
    /// <summary>The new name for people; null keeps it.</summary>
    public string? Label { get; init; }

    /// <summary>The slots to change or add.</summary>
    public IReadOnlyList<SlotInput> Slots { get; init; } = [];

    /// <summary>What to classify it by in addition.</summary>
    public IReadOnlyList<ClassificationInput> Classifications { get; init; } = [];

    /// <summary>What to classify it by no more.</summary>
    public IReadOnlyList<ClassificationInput> RemoveClassifications { get; init; } = [];

    /// <summary>Whether nothing is changed.</summary>
    public bool IsEmpty => this is { Label: null, Slots: [], RemoveSlots: [], Classifications: [], RemoveClassifications: [] };

    /// <summary>The slots to remove, by machine name or id.</summary>
    public IReadOnlyList<string> RemoveSlots { get; init; } = [];
}
