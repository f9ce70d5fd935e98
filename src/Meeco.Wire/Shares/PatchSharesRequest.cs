namespace Meeco.Wire;

/// <summary>Creates, ends and reconfigures shares, all of it or nothing (`PATCH /shares`); every part may be left out.</summary>
public sealed record PatchSharesRequest
{
    /// <summary>The caller's id of the item to share; null creates nothing.</summary>
    public string? ItemToShareId { get; init; }

    /// <summary>The shares to make of that item.</summary>
    public IReadOnlyList<PostItemSharesShare>? SharesToCreate { get; init; }

    /// <summary>The ids of the shares to end.</summary>
    public IReadOnlyList<string>? SharesToDelete { get; init; }

    /// <summary>What changes in shares that stand.</summary>
    public IReadOnlyList<PutSharesShare>? SharesToReconfigure { get; init; }
}
