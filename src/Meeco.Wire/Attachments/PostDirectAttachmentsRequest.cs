namespace Meeco.Wire;

/// <summary>Makes one file of two that were uploaded.</summary>
public sealed record PostDirectAttachmentsRequest
{
    /// <summary>The two.</summary>
    public PostDirectAttachmentsBlob? Blob { get; init; }
}
