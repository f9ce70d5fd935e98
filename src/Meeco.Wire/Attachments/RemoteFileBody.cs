namespace Meeco.Wire;

/// <summary>Something that can be fetched.</summary>
public sealed record RemoteFileBody
{
    /// <summary>Its name.</summary>
    public string Filename { get; init; } = "";

    /// <summary>Its media type.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>Its size, as its uploader announced it.</summary>
    public long Bytesize { get; init; }

    /// <summary>Where it can be had.</summary>
    public required string Url { get; init; }
}
