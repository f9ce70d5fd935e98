namespace Meeco;

/// <summary>A small picture of a file.</summary>
public sealed record MeecoThumbnail
{
    internal MeecoThumbnail()
    {
    }

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The file.</summary>
    public required string AttachmentId { get; init; }

    /// <summary>The item that has the file, for the user of the session.</summary>
    public required string ItemId { get; init; }

    /// <summary>The slot that has the file, for the user of the session.</summary>
    public required string SlotId { get; init; }

    /// <summary>The name of the file.</summary>
    public required string FileName { get; init; }

    /// <summary>Its size in pixels and its format, for example <c>128x128/jpg</c>.</summary>
    public required string Size { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The name of the file and the size.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"{FileName} {Size}";
}
