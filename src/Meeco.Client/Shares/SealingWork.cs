namespace Meeco;

/// <summary>
/// Encrypts for several recipients: for many on all cores; for a few one after the other, for other items are worked on at the
/// same time, and to wake a thread costs as much as it would save.
/// </summary>
internal static class SealingWork
{
    private const int Few = 32;

    /// <summary>Does it.</summary>
    /// <param name="count">For how many.</param>
    /// <param name="seal">Encrypts for one of them, by its number; safe for several threads.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When all are done.</returns>
    public static async Task ForEachAsync(int count, Action<int> seal, CancellationToken cancel)
    {
        if (count > Few)
        {
            await Parallel.ForAsync(0, count, cancel, (index, _) =>
            {
                seal(index);
                return ValueTask.CompletedTask;
            }).ConfigureAwait(false);
            return;
        }

        for (var index = 0; index < count; index++)
        {
            cancel.ThrowIfCancellationRequested();
            seal(index);
        }
    }
}
