namespace Meeco.Wire;

/// <summary>Where to upload a file.</summary>
public sealed record UploadUrlResponse
{
    /// <summary>The place.</summary>
    public required UploadUrlBody AttachmentDirectUploadUrl { get; init; }
}
