namespace Meeco.Wire;

/// <summary>What is needed to fetch a file.</summary>
public sealed record CompactAttachmentBody
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public string Filename { get; init; } = "";

    /// <summary>Whether it is damaged.</summary>
    public bool? HasError { get; init; }

    /// <summary>A digest of the stored bytes.</summary>
    public string? FileDigest { get; init; }

    /// <summary>Where it can be had.</summary>
    public string Url { get; init; } = "";
}
