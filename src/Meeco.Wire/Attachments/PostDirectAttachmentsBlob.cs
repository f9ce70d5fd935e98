namespace Meeco.Wire;

/// <summary>An encrypted file, and the artefacts that are needed to decrypt it.</summary>
public sealed record PostDirectAttachmentsBlob
{
    /// <summary>The number of the file's place.</summary>
    public long? BlobId { get; init; }

    /// <summary>Its secret name.</summary>
    public string? BlobKey { get; init; }

    /// <summary>The number of the artefacts' place.</summary>
    public long? EncryptedArtifactBlobId { get; init; }

    /// <summary>Its secret name.</summary>
    public string? EncryptedArtifactBlobKey { get; init; }

    /// <summary>The name of the type: the members hold a secret.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(PostDirectAttachmentsBlob);
}
