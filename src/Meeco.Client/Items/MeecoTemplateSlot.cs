namespace Meeco;

/// <summary>A slot that a template offers.</summary>
public sealed record MeecoTemplateSlot
{
    internal MeecoTemplateSlot()
    {
    }

    /// <summary>Its machine name, for example <c>licence_plate</c>; slot values are given by it.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Label { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>A hint what kind of value belongs there, for example <c>key_value</c> or <c>date</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Whether a value is expected.</summary>
    public bool Required { get; init; }

    /// <summary>The machine name.</summary>
    /// <returns>One word.</returns>
    public override string ToString() => Name;
}
