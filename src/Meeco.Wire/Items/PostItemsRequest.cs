namespace Meeco.Wire;

/// <summary>Makes an item (`POST /items`).</summary>
public sealed record PostItemsRequest
{
    /// <summary>The item.</summary>
    public PostItemsItem? Item { get; init; }

    /// <summary>Whether template slots that get no value are left out.</summary>
    public bool? SkipEmptyTemplateSlots { get; init; }

    /// <summary>The name of the template.</summary>
    public string? TemplateName { get; init; }
}
