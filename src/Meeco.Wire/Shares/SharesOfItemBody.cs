namespace Meeco.Wire;

/// <summary>All shares of one of several items, on-shares of others included.</summary>
public sealed record SharesOfItemBody
{
    /// <summary>The item.</summary>
    public required string ItemId { get; init; }

    /// <summary>The revision of the item, for `If-Match`.</summary>
    public required long Version { get; init; }

    /// <summary>Its shares.</summary>
    public IReadOnlyList<SharesOfItemEntry> Shares { get; init; } = [];
}
