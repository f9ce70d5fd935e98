namespace Meeco.Wire;

/// <summary>Something that can be fetched without a token, for a short time.</summary>
public sealed record DownloadUrlBody
{
    /// <summary>Its name.</summary>
    public string Filename { get; init; } = "";

    /// <summary>Its media type.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>Its size.</summary>
    public long ByteSize { get; init; }

    /// <summary>The address: whoever knows it may fetch.</summary>
    public required string Url { get; init; }

    /// <summary>The name of the type: the members hold a secret.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(DownloadUrlBody);
}
