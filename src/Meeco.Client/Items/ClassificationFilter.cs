namespace Meeco;

/// <summary>Which classification nodes to list; what is null does not restrict.</summary>
internal sealed record ClassificationFilter
{
    /// <summary>The scheme.</summary>
    public string? Scheme { get; init; }

    /// <summary>True for the user's own, false for those of all users.</summary>
    public bool? Own { get; init; }
}
