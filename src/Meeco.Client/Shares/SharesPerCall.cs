namespace Meeco;

/// <summary>
/// How many shares one call carries. It is far below what servers take in one body, and bounds the memory of a call.
/// </summary>
internal static class SharesPerCall
{
    private const int MaxBytes = 2 * 1024 * 1024;
    private const int Max = 500;

    /// <summary>The number for an item.</summary>
    /// <param name="sealer">Its values.</param>
    /// <param name="slotId">The only slot that is shared; null for all.</param>
    /// <returns>At least one.</returns>
    public static int Of(ShareSealer sealer, string? slotId) => Math.Clamp(MaxBytes / sealer.EstimateSize(slotId), 1, Max);
}
