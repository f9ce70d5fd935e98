namespace Meeco.Wire;

/// <summary>A share to re-encrypt for.</summary>
public sealed record ItemSharesEntry
{
    /// <summary>The share.</summary>
    public required string Id { get; init; }

    /// <summary>The recipient's public key.</summary>
    public required string PublicKey { get; init; }

    /// <summary>The item.</summary>
    public string? ItemId { get; init; }

    /// <summary>The only slot that is shared; null for all.</summary>
    public string? SlotId { get; init; }
}
