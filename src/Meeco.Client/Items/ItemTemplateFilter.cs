namespace Meeco;

/// <summary>Which templates to list; what is null does not restrict.</summary>
internal sealed record ItemTemplateFilter
{
    /// <summary>A part of the label.</summary>
    public string? Like { get; init; }

    /// <summary>The scheme of a classification.</summary>
    public string? ClassificationScheme { get; init; }

    /// <summary>The name of a classification node.</summary>
    public string? ClassificationName { get; init; }
}
