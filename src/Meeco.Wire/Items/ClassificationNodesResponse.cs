namespace Meeco.Wire;

/// <summary>A page of classification nodes.</summary>
public sealed record ClassificationNodesResponse
{
    /// <summary>The nodes.</summary>
    public IReadOnlyList<ClassificationNodeBody> ClassificationNodes { get; init; } = [];

    /// <summary>The cursor of the next page; null on the last.</summary>
    public string? NextPageAfter { get; init; }

    /// <summary>How the page was cut.</summary>
    public PageMeta? Meta { get; init; }
}
