namespace Meeco.Wire;

/// <summary>Shares that were made or reconfigured, in the order of the request.</summary>
public sealed record SharesResponse
{
    /// <summary>The shares.</summary>
    public IReadOnlyList<ShareBody> Shares { get; init; } = [];
}
