namespace Meeco;

/// <summary>Files to be attached, in documents.</summary>
internal static class AttachmentDocuments
{
    /// <summary>Reads a document of kind <c>FileAttachment</c>.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The request.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static MeecoAttachmentRequest ReadAttachment(YamlMap document)
    {
        var spec = document.RequiredMap("spec");
        return new MeecoAttachmentRequest
        {
            ItemId = document.RequiredMap("metadata").RequiredText("item_id"),
            Path = spec.RequiredText("file"),
            Label = spec.RequiredText("label"),
        };
    }

    /// <summary>Reads a document of kind <c>Thumbnail</c>.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The request.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static MeecoThumbnailRequest ReadThumbnail(YamlMap document)
    {
        var metadata = document.RequiredMap("metadata");
        var spec = document.RequiredMap("spec");
        return new MeecoThumbnailRequest
        {
            ItemId = metadata.RequiredText("itemId"),
            SlotId = metadata.RequiredText("slotId"),
            Path = spec.RequiredText("file"),
            Size = spec.RequiredText("sizeType"),
        };
    }

    /// <summary>Writes a file to be attached.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(MeecoAttachmentRequest request) => YamlBuilder.Document(
        DocumentKinds.FileAttachment,
        new YamlMap().With("label", request.Label).With("file", request.Path),
        new YamlMap().With("item_id", request.ItemId));

    /// <summary>Writes a thumbnail to be added.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(MeecoThumbnailRequest request) => YamlBuilder.Document(
        DocumentKinds.Thumbnail,
        new YamlMap().With("file", request.Path).With("sizeType", request.Size),
        new YamlMap().With("itemId", request.ItemId).With("slotId", request.SlotId));
}
