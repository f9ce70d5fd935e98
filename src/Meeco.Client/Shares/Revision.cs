using Polly;
using Polly.Retry;

namespace Meeco;

/// <summary>
/// Writes what belongs to the revision of an item that was read. Where the item has moved on in between, it is read again;
/// where it keeps moving on, that is the error.
/// </summary>
internal static class Revision
{
    private const int MaxAttempts = 5;

    private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = MaxAttempts - 1,
            Delay = TimeSpan.Zero,
            ShouldHandle = new PredicateBuilder()
                .Handle<MeecoException>(fault => fault.ErrorId == ClientErrors.ItemVersionConflict),
        })
        .Build();

    /// <summary>Reads and writes.</summary>
    /// <param name="work">Reads the item and writes; throws <see cref="ClientErrors.ItemKeepsChanging"/> if it has moved on.</param>
    /// <param name="cancel">Stops.</param>
    /// <typeparam name="T">What the work results in.</typeparam>
    /// <returns>The result.</returns>
    /// <exception cref="MeecoException"><c>ItemVersionConflict</c>: the item moved on each time.</exception>
    public static async Task<T> WriteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel) =>
        await Pipeline.ExecuteAsync(async stop => await work(stop).ConfigureAwait(false), cancel).ConfigureAwait(false);
}
