namespace Meeco.Wire;

/// <summary>One file.</summary>
public sealed record AttachmentResponse
{
    /// <summary>The file.</summary>
    public required AttachmentBody Attachment { get; init; }
}
