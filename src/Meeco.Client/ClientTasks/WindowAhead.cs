namespace Meeco;

/// <summary>
/// The next window of a batch, claimed and read while another is in work. If nobody comes to take it, it is given back.
/// </summary>
internal sealed class WindowAhead : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Func<IEnumerable<string>, Task> _giveBack;
    private readonly Task<TaskWindow> _taking;
    private bool _isTaken;

    /// <summary>Begins.</summary>
    /// <param name="take">Claims and reads a window; gives back what it claimed if it fails.</param>
    /// <param name="giveBack">Gives claims back, whatever happens.</param>
    /// <param name="cancel">Stops.</param>
    public WindowAhead(
        Func<CancellationToken, Task<TaskWindow>> take, Func<IEnumerable<string>, Task> giveBack, CancellationToken cancel)
    {
        _giveBack = giveBack;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _taking = take(_stop.Token);
    }

    /// <summary>Takes it.</summary>
    /// <returns>The window, which is the caller's now; empty if there was nothing to claim.</returns>
    public async Task<TaskWindow> TakeAsync()
    {
        var window = await _taking.ConfigureAwait(false);
        _isTaken = true;
        return window;
    }

    /// <summary>Stops, and gives back what nobody took.</summary>
    /// <returns>When that is done.</returns>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await ((Task)_taking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_isTaken && _taking.IsCompletedSuccessfully)
        {
            await _giveBack((await _taking.ConfigureAwait(false)).Tasks.Select(task => task.Id)).ConfigureAwait(false);
        }

        _stop.Dispose();
    }
}
