namespace Meeco.Wire;

/// <summary>A share of one of several items, to re-encrypt for.</summary>
public sealed record SharesOfItemEntry
{
    /// <summary>The share.</summary>
    public required string Id { get; init; }

    /// <summary>Which of the answer's public keys is the recipient's, counted from 0.</summary>
    public required int PublicKeyIndex { get; init; }

    /// <summary>The only slot that is shared; null for all.</summary>
    public string? SlotId { get; init; }
}
