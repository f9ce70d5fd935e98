namespace Meeco.Wire;

/// <summary>A page of incoming or outgoing shares.</summary>
public sealed record SharePageResponse
{
    /// <summary>The shares.</summary>
    public IReadOnlyList<ShareBody> Shares { get; init; } = [];

    /// <summary>The cursor of the next page; null on the last.</summary>
    public string? NextPageAfter { get; init; }

    /// <summary>How the page was cut.</summary>
    public PageMeta? Meta { get; init; }
}
