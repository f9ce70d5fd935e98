namespace Meeco.Wire;

/// <summary>Shares that were made or reconfigured, in the order of the request.</summary>
public sealed record SharesResponse
{
    /// <summary>The shares.</summary>
    public IReadOnlyList<ShareBody> Shares { get; init; } = [];

    /// <summary>Which of them were there before, where `skip_existing` asked for it (an addition).</summary>
    public IReadOnlyList<string>? AlreadySharedIds { get; init; }
}
