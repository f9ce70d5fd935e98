namespace Meeco;

/// <summary>A slot of an item template to make; name or label is given.</summary>
internal sealed record NewTemplateSlot
{
    /// <summary>Its machine name; made from the label when null.</summary>
    public string? Name { get; init; }

    /// <summary>Its name for people; made from the name when null.</summary>
    public string? Label { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>What kind of value belongs there; <c>key_value</c> when null.</summary>
    public string? Type { get; init; }
}
