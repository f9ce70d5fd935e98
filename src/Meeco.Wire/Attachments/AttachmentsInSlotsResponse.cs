namespace Meeco.Wire;

/// <summary>All slots of the caller that have a file, and these files; not paged.</summary>
public sealed record AttachmentsInSlotsResponse
{
    /// <summary>The files.</summary>
    public IReadOnlyList<CompactAttachmentBody> Attachments { get; init; } = [];

    /// <summary>The slots.</summary>
    public IReadOnlyList<CompactSlotBody> Slots { get; init; } = [];
}
