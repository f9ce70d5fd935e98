namespace Meeco.Wire;

/// <summary>One small picture.</summary>
public sealed record ThumbnailResponse
{
    /// <summary>The picture.</summary>
    public required ThumbnailBody Thumbnail { get; init; }
}
