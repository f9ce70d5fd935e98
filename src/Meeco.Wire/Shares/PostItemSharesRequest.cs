namespace Meeco.Wire;

/// <summary>Shares an item (`POST /items/{id}/shares`).</summary>
public sealed record PostItemSharesRequest
{
    /// <summary>One entry per recipient.</summary>
    public IReadOnlyList<PostItemSharesShare>? Shares { get; init; }
}
