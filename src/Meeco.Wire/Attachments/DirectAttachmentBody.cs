namespace Meeco.Wire;

/// <summary>A file with where it and its artefacts can be fetched.</summary>
public sealed record DirectAttachmentBody
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its size, as text.</summary>
    public string? Bytesize { get; init; }

    /// <summary>When its size was found to be what was announced.</summary>
    public DateTimeOffset? BytesizeCheckedAt { get; init; }

    /// <summary>When it was uploaded.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The encrypted file.</summary>
    public required RemoteFileBody Main { get; init; }

    /// <summary>The artefacts.</summary>
    public required RemoteFileBody EncryptionArtifact { get; init; }

    /// <summary>Its name, for clients of 2020.</summary>
    public string Filename { get; init; } = "";

    /// <summary>Its media type, for clients of 2020.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>Who uploaded it, for clients of 2020.</summary>
    public string UserId { get; init; } = "";

    /// <summary>Never false: clients refuse such files.</summary>
    public bool IsDirectUpload { get; init; } = true;
}
