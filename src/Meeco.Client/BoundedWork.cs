using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Meeco;

/// <summary>Runs several things at the same time, and never more than allowed.</summary>
internal static class BoundedWork
{
    /// <summary>Runs work for each input and gives the results as they come.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="limit">How many run at the same time.</param>
    /// <param name="run">The work; what it throws ends the whole.</param>
    /// <param name="cancel">Stops.</param>
    /// <typeparam name="TIn">An input.</typeparam>
    /// <typeparam name="TOut">A result.</typeparam>
    /// <returns>The results; when the caller stops reading, the work that is under way is cancelled and awaited.</returns>
    public static async IAsyncEnumerable<TOut> SelectAsync<TIn, TOut>(
        IReadOnlyCollection<TIn> inputs,
        int limit,
        Func<TIn, CancellationToken, Task<TOut>> run,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var results = Channel.CreateUnbounded<TOut>(new UnboundedChannelOptions { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var options = new ParallelOptions { MaxDegreeOfParallelism = limit, CancellationToken = stop.Token };
        var running = RunAsync();
        try
        {
            await foreach (var result in results.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return result;
            }

            await running.ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task RunAsync()
        {
            try
            {
                await Parallel.ForEachAsync(
                    inputs,
                    options,
                    async (input, token) => results.Writer.TryWrite(await run(input, token).ConfigureAwait(false)))
                    .ConfigureAwait(false);
            }
            finally
            {
                results.Writer.Complete();
            }
        }
    }
}
