namespace Meeco.Wire;

/// <summary>Changes an item (`PUT /items/{id}`).</summary>
public sealed record PutItemsRequest
{
    /// <summary>What changes; members that are absent stay.</summary>
    public PutItemsItem? Item { get; init; }
}
