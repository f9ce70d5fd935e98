using Meeco;

namespace MeecoPS.Commands.Attachments;

/// <summary>What the files of thumbnails are called.</summary>
internal static class ThumbnailNames
{
    /// <summary>The name of the file that a thumbnail is of, with its size and format: <c>photo.128x128.jpg</c>.</summary>
    /// <param name="thumbnail">The thumbnail.</param>
    /// <returns>The name.</returns>
    public static string Of(MeecoThumbnail thumbnail) =>
        $"{Path.GetFileNameWithoutExtension(SafeFileName.Of(thumbnail.FileName))}.{thumbnail.Size.Replace('/', '.')}";
}
