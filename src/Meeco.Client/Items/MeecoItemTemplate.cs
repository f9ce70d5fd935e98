namespace Meeco;

/// <summary>A template that items are made from.</summary>
public sealed record MeecoItemTemplate
{
    internal MeecoItemTemplate()
    {
    }

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its unique machine name, for example <c>vehicle</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Label { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the user of the session made it; nobody else sees it then.</summary>
    public bool Own { get; init; }

    /// <summary>What it is classified by.</summary>
    public IReadOnlyList<MeecoClassification> Classifications { get; init; } = [];

    /// <summary>Its slots, in their order.</summary>
    public required IReadOnlyList<MeecoTemplateSlot> Slots
    {
        get;

        // Of a kind that PowerShell can index: what the compiler makes of a collection expression is not.
        init => field = value.ToList().AsReadOnly();
    }

    /// <summary>The machine name.</summary>
    /// <returns>One word.</returns>
    public override string ToString() => Name;
}
