namespace Meeco.Wire;

/// <summary>A page of prepared shares, or those that were prepared just now, which are not paged.</summary>
public sealed record ShareIntentsResponse
{
    /// <summary>The prepared shares.</summary>
    public IReadOnlyList<ShareIntentBody> ShareIntents { get; init; } = [];

    /// <summary>The cursor of the next page; null on the last.</summary>
    public string? NextPageAfter { get; init; }

    /// <summary>How the page was cut.</summary>
    public PageMeta? Meta { get; init; }
}
