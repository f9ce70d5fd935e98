using System.Diagnostics;

namespace Meeco.Benchmarks.Comparison;

/// <summary>
/// Looks at a process ten times a second: its peak as the system keeps it is that of its whole life, and not that of the
/// work in question. A process that ends meanwhile is remembered as it was seen last.
/// </summary>
internal sealed class ProcessWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;
    private readonly TimeSpan _before;
    private TimeSpan _now;
    private long _peak;

    private ProcessWatch(Process process, TimeSpan before)
    {
        _process = process;
        _before = _now = before;
        _watching = WatchAsync();
    }

    /// <summary>Begins to watch a process that may have worked before.</summary>
    public static ProcessWatch Of(Process process)
    {
        process.Refresh();
        return new ProcessWatch(process, process.TotalProcessorTime);
    }

    /// <summary>Begins to watch a process that was just started, whose start counts too.</summary>
    public static ProcessWatch OfNew(Process process) => new(process, TimeSpan.Zero);

    /// <summary>Looks once more, and stops.</summary>
    /// <returns>What the process took since the watch began.</returns>
    public async Task<Usage> StopAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        Look();
        return new Usage(_now - _before, _peak == 0 ? null : _peak);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
            {
                Look();
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }

    private void Look()
    {
        try
        {
            _process.Refresh();
            if (!_process.HasExited)
            {
                _now = _process.TotalProcessorTime;
                _peak = Math.Max(_peak, _process.WorkingSet64);
            }
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended between the two questions.
        }
    }
}
