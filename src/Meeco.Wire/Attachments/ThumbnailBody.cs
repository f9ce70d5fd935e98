namespace Meeco.Wire;

/// <summary>A small picture of a file.</summary>
public sealed record ThumbnailBody
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The file.</summary>
    public required string AttachmentId { get; init; }

    /// <summary>The file, for clients of 2020.</summary>
    public string? BinaryId { get; init; }

    /// <summary>Its size and format, for example `128x128/jpg`.</summary>
    public string SizeType { get; init; } = "";

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was changed, for clients of 2020.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Where it can be had.</summary>
    public string Url { get; init; } = "";
}
