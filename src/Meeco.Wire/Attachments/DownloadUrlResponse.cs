namespace Meeco.Wire;

/// <summary>Where clients of 2020 fetch a file.</summary>
public sealed record DownloadUrlResponse
{
    /// <summary>The place.</summary>
    public required DownloadUrlBody AttachmentDirectDownloadUrl { get; init; }
}
