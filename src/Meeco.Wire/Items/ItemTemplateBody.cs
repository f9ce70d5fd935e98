namespace Meeco.Wire;

/// <summary>A template that items are made from.</summary>
public sealed record ItemTemplateBody
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its unique name, for example `vehicle`.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>Its place in lists.</summary>
    public int Ordinal { get; init; }

    /// <summary>Whether it is offered.</summary>
    public bool Visible { get; init; } = true;

    /// <summary>Who made it; null for the vault's own.</summary>
    public string? UserId { get; init; }

    /// <summary>When it was made or changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The address of its picture.</summary>
    public string? Image { get; init; }

    /// <summary>Its classification.</summary>
    public IReadOnlyList<string> ClassificationNodeIds { get; init; } = [];

    /// <summary>Its slots, in their order.</summary>
    public IReadOnlyList<string> SlotIds { get; init; } = [];

    /// <summary>Its name for people.</summary>
    public required string Label { get; init; }

    /// <summary>A colour to show it in.</summary>
    public string? BackgroundColor { get; init; }

    /// <summary>How many items of the caller were made from it.</summary>
    public long ItemsCount { get; init; }

    /// <summary>Always empty; for clients of 2020.</summary>
    public IReadOnlyList<string> AssociationIds { get; init; } = [];

    /// <summary>Always empty; for clients of 2020.</summary>
    public IReadOnlyList<string> AssociationsToIds { get; init; } = [];
}
