namespace Meeco.Wire;

/// <summary>A page of connections, newest first.</summary>
public sealed record ConnectionsResponse
{
    /// <summary>The connections.</summary>
    public IReadOnlyList<ConnectionBody> Connections { get; init; } = [];

    /// <summary>The cursor of the next page; null on the last.</summary>
    public string? NextPageAfter { get; init; }

    /// <summary>How the page was cut.</summary>
    public PageMeta? Meta { get; init; }
}
