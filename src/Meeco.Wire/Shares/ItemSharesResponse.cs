namespace Meeco.Wire;

/// <summary>
/// All shares of an item, on-shares of others included: what its owner needs to re-encrypt (rule 51).
/// </summary>
public sealed record ItemSharesResponse
{
    /// <summary>The shares.</summary>
    public IReadOnlyList<ItemSharesEntry> Shares { get; init; } = [];

    /// <summary>The revision of the item, for `If-Match`. Additive; null from other servers.</summary>
    public long? Version { get; init; }
}
