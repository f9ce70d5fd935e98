namespace Meeco.Wire;

/// <summary>A file that is going to be uploaded.</summary>
public sealed record PostUploadUrlBlob
{
    /// <summary>Its name.</summary>
    public string? Filename { get; init; }

    /// <summary>Its media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>Its size, which encryption does not change.</summary>
    public long? ByteSize { get; init; }
}
