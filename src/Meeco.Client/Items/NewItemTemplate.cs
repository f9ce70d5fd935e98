namespace Meeco;

/// <summary>An item template to make.</summary>
internal sealed record NewItemTemplate
{
    /// <summary>Its name for people.</summary>
    public required string Label { get; init; }

    /// <summary>Its machine name; made from the label when null.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The node that it is filed under; null for none.</summary>
    public ClassificationInput? Classification { get; init; }

    /// <summary>Its slots, in their order.</summary>
    public IReadOnlyList<NewTemplateSlot> Slots { get; init; } = [];
}
