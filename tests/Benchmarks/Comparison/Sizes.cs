namespace Meeco.Benchmarks.Comparison;

/// <summary>How much of each thing is measured.</summary>
/// <param name="Items">Items that are shared and updated.</param>
/// <param name="Recipients">Recipients of each.</param>
/// <param name="BigItems">Items of the big run.</param>
/// <param name="BigRecipients">Recipients of each.</param>
/// <param name="Received">Received items that are read.</param>
/// <param name="TheirItems">Items that Meeco's packages work on; their time is scaled by share or item.</param>
/// <param name="LoadSeconds">How long each step of the load lasts.</param>
internal sealed record Sizes(
    int Items, int Recipients, int BigItems, int BigRecipients, int Received, int TheirItems, int LoadSeconds)
{
    /// <summary>The sizes that the targets are stated for.</summary>
    public static Sizes Full { get; } = new(1000, 10, 10_000, 100, 10_000, 30, 5);
}
