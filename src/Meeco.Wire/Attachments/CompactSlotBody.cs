namespace Meeco.Wire;

/// <summary>What is needed to decrypt a file.</summary>
public sealed record CompactSlotBody
{
    /// <summary>The slot's id, for the caller.</summary>
    public required string Id { get; init; }

    /// <summary>The file.</summary>
    public string? AttachmentId { get; init; }

    /// <summary>The file's key, encrypted like every value.</summary>
    public string? EncryptedValue { get; init; }
}
