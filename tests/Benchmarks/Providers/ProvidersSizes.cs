namespace Meeco.Benchmarks.Providers;

/// <summary>How much of each thing is measured on each database.</summary>
/// <param name="Shares">How many shares are in the database when growth is measured, one after the other.</param>
/// <param name="Items">Items that are shared and updated, with ten recipients each, and received items that are read.</param>
/// <param name="Seconds">How long each step of the load lasts.</param>
internal sealed record ProvidersSizes(IReadOnlyList<int> Shares, int Items, int Seconds)
{
    public const string DefaultShares = "10000,100000,1000000";

    /// <summary>Load and bare database are measured when there are so many.</summary>
    public int SharesUnderLoad => Shares[Math.Min(1, Shares.Count - 1)];
}
