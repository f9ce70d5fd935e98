namespace Meeco.Server.Shares;

/// <summary>What a request for shares led to.</summary>
/// <param name="Shares">One per entry of the request, in its order.</param>
/// <param name="AlreadyShared">The keys of those that stood before.</param>
internal sealed record CreatedShares(IReadOnlyList<Share> Shares, IReadOnlySet<long> AlreadyShared);
