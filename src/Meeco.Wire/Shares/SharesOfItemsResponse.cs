namespace Meeco.Wire;

/// <summary>The shares of several own items, of each all or none. An addition of this server.</summary>
public sealed record SharesOfItemsResponse
{
    /// <summary>The items whose shares are here.</summary>
    public IReadOnlyList<SharesOfItemBody> Items { get; init; } = [];

    /// <summary>The public keys of their recipients, each once: most recipients have a share of each.</summary>
    public IReadOnlyList<string> PublicKeys { get; init; } = [];

    /// <summary>Ids of items whose shares are too many to come along; they are asked for by themselves.</summary>
    public IReadOnlyList<string> LeftOutIds { get; init; } = [];
}
