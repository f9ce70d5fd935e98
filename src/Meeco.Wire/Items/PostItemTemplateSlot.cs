namespace Meeco.Wire;

/// <summary>A slot of an item template to make: a name or a label, and the type.</summary>
public sealed record PostItemTemplateSlot
{
    /// <summary>Its name, unique within the template; made from the label when it is absent.</summary>
    public string? Name { get; init; }

    /// <summary>Its name for people; made from the name when it is absent.</summary>
    public string? Label { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>One of <see cref="SlotTypes"/>; `key_value` when it is absent.</summary>
    public string? SlotTypeName { get; init; }
}
