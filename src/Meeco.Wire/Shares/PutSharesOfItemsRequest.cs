namespace Meeco.Wire;

/// <summary>Replaces the values of several items' shares (`PUT /item_shares`), in one transaction. An addition of this server.</summary>
public sealed record PutSharesOfItemsRequest
{
    /// <summary>The items, each once.</summary>
    public IReadOnlyList<PutSharesOfItem>? Items { get; init; }
}
