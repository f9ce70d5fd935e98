namespace Meeco;

/// <summary>Which items to list; what is null does not restrict.</summary>
internal sealed record ItemFilter
{
    /// <summary>True for own items, false for received ones.</summary>
    public bool? Own { get; init; }

    /// <summary>The machine name.</summary>
    public string? Name { get; init; }

    /// <summary>The name for people, exactly; matched here, since the wire has no such filter.</summary>
    public string? Label { get; init; }

    /// <summary>The machine names of templates; resolved to their ids.</summary>
    public IReadOnlyList<string> Templates { get; init; } = [];

    /// <summary>The user id of the owner.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The user id of somebody to whom the user of the session shared them.</summary>
    public string? SharedWith { get; init; }

    /// <summary>The ids of the items.</summary>
    public IReadOnlyList<string> ItemIds { get; init; } = [];

    /// <summary>The scheme of a classification, for example <c>tag</c>.</summary>
    public string? ClassificationScheme { get; init; }

    /// <summary>The names of classification nodes.</summary>
    public IReadOnlyList<string> ClassificationNames { get; init; } = [];

    /// <summary>Whether the oldest come first.</summary>
    public bool OldestFirst { get; init; }

    /// <summary>How many items to fetch per call; null for the server's choice.</summary>
    public int? PageSize { get; init; }
}
