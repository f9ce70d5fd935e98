namespace Meeco.Wire;

/// <summary>Makes an item template of the caller's own (`POST /item_templates`).</summary>
public sealed record PostItemTemplateRequest
{
    /// <summary>Its unique name; made from the label when it is absent.</summary>
    public string? Name { get; init; }

    /// <summary>Its name for people.</summary>
    public string? Label { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The scheme of the node it is filed under.</summary>
    public string? ClassificationSchemeName { get; init; }

    /// <summary>The node it is filed under.</summary>
    public string? ClassificationNodeName { get; init; }

    /// <summary>Its slots, in their order.</summary>
    public IReadOnlyList<PostItemTemplateSlot>? SlotsAttributes { get; init; }
}
