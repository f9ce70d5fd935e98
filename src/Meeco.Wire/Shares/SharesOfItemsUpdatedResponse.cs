namespace Meeco.Wire;

/// <summary>What replacing the values of several items' shares answers. An addition of this server.</summary>
public sealed record SharesOfItemsUpdatedResponse
{
    /// <summary>The items, in the order of the request.</summary>
    public IReadOnlyList<SharesOfItemUpdated> Items { get; init; } = [];
}
