namespace Meeco.Wire;

/// <summary>A page of what happened, newest first (`GET /activities`).</summary>
public sealed record ActivitiesResponse
{
    /// <summary>The events.</summary>
    public IReadOnlyList<EventBody> Activities { get; init; } = [];

    /// <summary>The cursor of the next page; null on the last.</summary>
    public string? NextPageAfter { get; init; }

    /// <summary>How the page was cut.</summary>
    public PageMeta? Meta { get; init; }
}
