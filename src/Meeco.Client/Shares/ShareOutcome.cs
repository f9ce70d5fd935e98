namespace Meeco;

/// <summary>What came of sharing an item with one recipient.</summary>
/// <param name="Share">The share, new or already there; null if there is none.</param>
/// <param name="Error">Why there is none; null if there is one.</param>
internal readonly record struct ShareOutcome(MeecoShare? Share, MeecoException? Error)
{
    /// <summary>The share, or the error thrown.</summary>
    /// <exception cref="MeecoException">There is no share.</exception>
    public MeecoShare ShareOrThrow => Share ?? throw Error!;
}
