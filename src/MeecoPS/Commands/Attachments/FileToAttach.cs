using Meeco;

namespace MeecoPS.Commands.Attachments;

/// <summary>A file that is to be attached, and to what.</summary>
public sealed class FileToAttach
{
    internal FileToAttach(string itemId, NewAttachment file) => (ItemId, File) = (itemId, file);

    internal string ItemId { get; }

    internal NewAttachment File { get; }

    /// <summary>The path of the file.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => File.Path;
}
