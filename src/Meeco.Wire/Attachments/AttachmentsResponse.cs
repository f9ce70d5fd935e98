namespace Meeco.Wire;

/// <summary>A page of the caller's own files.</summary>
public sealed record AttachmentsResponse
{
    /// <summary>The files.</summary>
    public IReadOnlyList<AttachmentBody> Attachments { get; init; } = [];

    /// <summary>The cursor of the next page; null on the last.</summary>
    public string? NextPageAfter { get; init; }

    /// <summary>About the page.</summary>
    public PageMeta? Meta { get; init; }
}
