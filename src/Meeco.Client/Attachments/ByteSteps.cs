namespace Meeco;

/// <summary>Counts bytes for a progress report; several threads may.</summary>
/// <param name="activity">What is going on.</param>
/// <param name="total">How many there are.</param>
/// <param name="progress">Who is told; null for nobody.</param>
internal sealed class ByteSteps(string activity, long total, IProgress<MeecoProgress>? progress)
{
    private long _done;

    /// <summary>Counts bytes that are done.</summary>
    /// <param name="length">How many.</param>
    public void Add(int length) =>
        progress?.Report(new MeecoProgress(activity, Interlocked.Add(ref _done, length), total) { CountsBytes = true });
}
