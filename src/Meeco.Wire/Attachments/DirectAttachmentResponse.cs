namespace Meeco.Wire;

/// <summary>One file with where it can be fetched.</summary>
public sealed record DirectAttachmentResponse
{
    /// <summary>The file.</summary>
    public required DirectAttachmentBody Attachment { get; init; }
}
