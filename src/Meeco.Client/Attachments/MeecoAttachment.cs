namespace Meeco;

/// <summary>A file in a slot of an item, own or received. The file's key is the slot's value and not shown here.</summary>
public sealed record MeecoAttachment
{
    internal MeecoAttachment()
    {
    }

    /// <summary>Its id, the same for its owner and all recipients.</summary>
    public required string Id { get; init; }

    /// <summary>The item that has it, for the user of the session.</summary>
    public required string ItemId { get; init; }

    /// <summary>The slot that has it, for the user of the session.</summary>
    public required string SlotId { get; init; }

    /// <summary>The machine name of that slot.</summary>
    public required string SlotName { get; init; }

    /// <summary>The name for people of that slot.</summary>
    public required string Label { get; init; }

    /// <summary>The name of the file as its owner gave it: any text, not to be used as a path unchecked.</summary>
    public required string FileName { get; init; }

    /// <summary>What the owner says it is, for example <c>image/png</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>Its size in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Whether the user of the session owns it.</summary>
    public bool Own { get; init; }

    /// <summary>When it was uploaded, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its small pictures; none where nobody made any.</summary>
    public IReadOnlyList<MeecoThumbnail> Thumbnails { get; init; } = [];

    /// <summary>The name of the file.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => FileName;
}
