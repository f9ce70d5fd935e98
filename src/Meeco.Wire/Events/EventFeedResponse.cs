namespace Meeco.Wire;

/// <summary>A page of what happened, newest first (`GET /event_feed`).</summary>
public sealed record EventFeedResponse
{
    /// <summary>The events.</summary>
    public IReadOnlyList<EventBody> Events { get; init; } = [];

    /// <summary>The cursor of the next page; null on the last.</summary>
    public string? NextPageAfter { get; init; }

    /// <summary>How the page was cut.</summary>
    public PageMeta? Meta { get; init; }
}
