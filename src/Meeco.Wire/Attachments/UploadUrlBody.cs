namespace Meeco.Wire;

/// <summary>A place for one file. Whoever knows the address may upload there.</summary>
public sealed record UploadUrlBody
{
    /// <summary>The number of the place.</summary>
    public long BlobId { get; init; }

    /// <summary>Its secret name.</summary>
    public required string BlobKey { get; init; }

    /// <summary>The address: it holds a question mark, because clients append to its query.</summary>
    public required string Url { get; init; }

    /// <summary>The name of the type: the members hold a secret.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(UploadUrlBody);
}
