namespace Meeco.Wire;

/// <summary>What replacing the values of shares answers.</summary>
public sealed record ItemSharesUpdatedResponse
{
    /// <summary>The shares that were replaced.</summary>
    public IReadOnlyList<ShareBody> Shares { get; init; } = [];

    /// <summary>Shares that were named and are no longer there. Additive.</summary>
    public IReadOnlyList<string> SkippedShareIds { get; init; } = [];

    /// <summary>The revision of the item that the values belong to. Additive.</summary>
    public long? Version { get; init; }
}
