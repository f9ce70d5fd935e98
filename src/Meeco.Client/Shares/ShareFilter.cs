namespace Meeco;

/// <summary>Which shares to list; what is null does not restrict.</summary>
internal sealed record ShareFilter
{
    /// <summary>One end; null for both.</summary>
    public ShareDirection? Direction { get; init; }

    /// <summary>The acceptance.</summary>
    public AcceptanceStatus? Acceptance { get; init; }

    /// <summary>The connection over which they were made, by the id that the user of the session knows.</summary>
    public string? ConnectionId { get; init; }

    /// <summary>Items, by the ids that the user of the session knows; outgoing shares only.</summary>
    public IReadOnlyList<string> ItemIds { get; init; } = [];

    /// <summary>Whether the oldest come first.</summary>
    public bool OldestFirst { get; init; }
}
