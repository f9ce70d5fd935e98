namespace Meeco.Wire;

/// <summary>Shares an item (`POST /items/{id}/shares`).</summary>
public sealed record PostItemSharesRequest
{
    /// <summary>One entry per recipient.</summary>
    public IReadOnlyList<PostItemSharesShare>? Shares { get; init; }

    /// <summary>
    /// Whether a recipient who has a live share of the same item or slot from the same sender is passed over: the answer has
    /// that share in place of a new one (an addition).
    /// </summary>
    public bool? SkipExisting { get; init; }
}
