namespace Meeco;

/// <summary>A thumbnail to be added to an attached file, as a document of the CLI names it. Binds to <c>Add-MeecoThumbnail</c>.</summary>
public sealed record MeecoThumbnailRequest
{
    internal MeecoThumbnailRequest()
    {
    }

    /// <summary>The item's id.</summary>
    public required string ItemId { get; init; }

    /// <summary>The id of the slot with the file.</summary>
    public required string SlotId { get; init; }

    /// <summary>The picture, as the document names it: from the folder in which the command runs.</summary>
    public required string Path { get; init; }

    /// <summary>Its size and format, for example <c>128x128/jpg</c>.</summary>
    public required string Size { get; init; }

    /// <summary>The picture.</summary>
    /// <returns>Its path: so it is found where a path is asked for.</returns>
    public override string ToString() => Path;
}
