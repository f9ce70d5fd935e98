namespace Meeco;

/// <summary>A file to be attached to an item, as a document of the CLI names it. Binds to <c>Add-MeecoAttachment</c>.</summary>
public sealed record MeecoAttachmentRequest
{
    internal MeecoAttachmentRequest()
    {
    }

    /// <summary>The item's id.</summary>
    public required string ItemId { get; init; }

    /// <summary>The file, as the document names it: from the folder in which the command runs.</summary>
    public required string Path { get; init; }

    /// <summary>The label of the slot.</summary>
    public required string Label { get; init; }

    /// <summary>The file.</summary>
    /// <returns>Its path: so it is found where a path is asked for.</returns>
    public override string ToString() => Path;
}
