namespace Meeco.Wire;

/// <summary>A node that items, slots and templates are classified by.</summary>
public sealed record ClassificationNodeBody
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Whether the caller made it.</summary>
    public bool Own { get; init; }

    /// <summary>Its machine name.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people.</summary>
    public string Label { get; init; } = "";

    /// <summary>What it stands for.</summary>
    public string? Description { get; init; }

    /// <summary>Its place in lists.</summary>
    public int Ordinal { get; init; }

    /// <summary>A colour to show it in.</summary>
    public string? BackgroundColor { get; init; }

    /// <summary>The address of its picture.</summary>
    public string? Image { get; init; }

    /// <summary>The scheme it belongs to, for example `tag`.</summary>
    public string? Scheme { get; init; }

    /// <summary>How often it is used.</summary>
    public long ClassificationsCount { get; init; }
}
