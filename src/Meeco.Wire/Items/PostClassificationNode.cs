namespace Meeco.Wire;

/// <summary>A classification node to make: its scheme, and a name or a label.</summary>
public sealed record PostClassificationNode
{
    /// <summary>The scheme, for example `tag`.</summary>
    public string? ClassificationSchemeName { get; init; }

    /// <summary>Its machine name; made from the label when it is absent.</summary>
    public string? Name { get; init; }

    /// <summary>Its name for people; made from the name when it is absent.</summary>
    public string? Label { get; init; }

    /// <summary>What it stands for.</summary>
    public string? Description { get; init; }
}
