namespace Meeco.Wire;

/// <summary>An item whose shares have new values.</summary>
public sealed record SharesOfItemUpdated
{
    /// <summary>The item.</summary>
    public required string ItemId { get; init; }

    /// <summary>The revision of the item that the values belong to.</summary>
    public required long Version { get; init; }

    /// <summary>Shares that were named and are no longer there.</summary>
    public IReadOnlyList<string> SkippedShareIds { get; init; } = [];
}
