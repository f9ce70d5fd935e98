namespace Meeco;

/// <summary>A classification node to make.</summary>
internal sealed record NewClassification
{
    /// <summary>Its scheme.</summary>
    public required string Scheme { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Label { get; init; }

    /// <summary>Its machine name; made from the label when null.</summary>
    public string? Name { get; init; }

    /// <summary>What it stands for.</summary>
    public string? Description { get; init; }
}
