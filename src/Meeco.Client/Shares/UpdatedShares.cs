using Meeco.Wire;

namespace Meeco;

/// <summary>What came of encrypting an item again for its shares.</summary>
/// <param name="Shares">The shares that have the new values; for a task those that a server sent unasked.</param>
/// <param name="Count">How many have.</param>
/// <param name="LeftOut">Which shares have not, and why; null if there are none.</param>
internal sealed record UpdatedShares(IReadOnlyList<ShareBody> Shares, int Count, MeecoException? LeftOut);
