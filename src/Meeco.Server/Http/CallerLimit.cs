namespace Meeco.Server.Http;

/// <summary>What one caller may send.</summary>
/// <param name="PerMinute">How many requests a minute.</param>
/// <param name="Burst">How many at once.</param>
internal readonly record struct CallerLimit(int PerMinute, int Burst)
{
    // What an instance holds nobody else gets, and what it does not use is lost: so it is a part of what may come at once, and no
    // more than comes back in half a second.
    private const int LotsInBurst = 20;
    private const int LotsPerMinute = 120;

    /// <summary>How long it takes until one more is there.</summary>
    public TimeSpan Period => TimeSpan.FromMinutes(1) / PerMinute;

    /// <summary>How many an instance takes at once from what all share.</summary>
    public int Lot => Math.Max(1, Math.Min(Burst / LotsInBurst, PerMinute / LotsPerMinute));
}
