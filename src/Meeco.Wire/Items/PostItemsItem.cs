namespace Meeco.Wire;

/// <summary>The item to make.</summary>
public sealed record PostItemsItem
{
    /// <summary>Its name for people; must not be empty.</summary>
    public string? Label { get; init; }

    /// <summary>Its machine name; made from the label when absent.</summary>
    public string? Name { get; init; }

    /// <summary>What it is; the template's when absent.</summary>
    public string? Description { get; init; }

    /// <summary>Its classification beside the template's.</summary>
    public IReadOnlyList<ClassificationNodeAttributes>? ClassificationNodesAttributes { get; init; }

    /// <summary>Values of template slots, matched by name, and slots of its own.</summary>
    public IReadOnlyList<PostItemsSlot>? SlotsAttributes { get; init; }
}
