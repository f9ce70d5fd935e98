namespace Meeco.Wire;

/// <summary>Asks for a place to upload a file to.</summary>
public sealed record PostUploadUrlRequest
{
    /// <summary>The file.</summary>
    public PostUploadUrlBlob? Blob { get; init; }
}
