namespace Meeco;

/// <summary>An item to make.</summary>
internal sealed record NewItem
{
    /// <summary>The machine name of its template.</summary>
    public required string Template { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Label { get; init; }

    /// <summary>Its machine name; made from the label when null.</summary>
    public string? Name { get; init; }

    /// <summary>What it is; the template's when null.</summary>
    public string? Description { get; init; }

    /// <summary>The slots to fill, and slots beside those of the template.</summary>
    public IReadOnlyList<SlotInput> Slots { get; init; } = [];

    /// <summary>What it is classified by, beside what its template is.</summary>
    public IReadOnlyList<ClassificationInput> Classifications { get; init; } = [];

    /// <summary>Whether template slots that get no value are left out.</summary>
    public bool SkipEmptySlots { get; init; }
}
