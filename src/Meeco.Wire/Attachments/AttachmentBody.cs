namespace Meeco.Wire;

/// <summary>A file that a slot stands for.</summary>
public sealed record AttachmentBody
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its media type.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Filename { get; init; } = "";

    /// <summary>Who uploaded it.</summary>
    public string UserId { get; init; } = "";

    /// <summary>When it was uploaded.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether it is damaged.</summary>
    public bool? HasError { get; init; }

    /// <summary>A digest of the stored bytes.</summary>
    public string? FileDigest { get; init; }

    /// <summary>Where it can be had.</summary>
    public string Url { get; init; } = "";

    /// <summary>Never false: clients refuse such files.</summary>
    public bool IsDirectUpload { get; init; } = true;

    /// <summary>Its size; null where the server does not say. Additive.</summary>
    public long? ByteSize { get; init; }
}
