namespace Meeco;

/// <summary>A word that items and templates are classified by: a node of a scheme.</summary>
public sealed record MeecoClassification
{
    internal MeecoClassification()
    {
    }

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The scheme that it belongs to, for example <c>tag</c>, in which users make words of their own.</summary>
    public required string Scheme { get; init; }

    /// <summary>Its machine name, unique within the scheme.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Label { get; init; }

    /// <summary>What it stands for.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the user of the session made it.</summary>
    public bool Own { get; init; }

    /// <summary>How much the user classified with it; null where it is shown with an item or a template.</summary>
    public long? Count { get; init; }

    /// <summary>Scheme and name.</summary>
    /// <returns>For example <c>tag/work</c>.</returns>
    public override string ToString() => $"{Scheme}/{Name}";
}
