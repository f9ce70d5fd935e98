namespace Meeco.Wire;

/// <summary>What `PATCH /shares` did. The published API leaves the answer open: it is any JSON object.</summary>
public sealed record PatchSharesResponse
{
    /// <summary>The shares that were made, in the order of the request.</summary>
    public IReadOnlyList<ShareBody> CreatedShares { get; init; } = [];

    /// <summary>The ids of the shares that were ended because the request names them.</summary>
    public IReadOnlyList<string> DeletedShareIds { get; init; } = [];

    /// <summary>The shares that were reconfigured and still stand, in the order of the request.</summary>
    public IReadOnlyList<ShareBody> ReconfiguredShares { get; init; } = [];
}
