using System.Management.Automation.Runspaces;

namespace MeecoPS.Shell;

/// <summary>Ctrl+C: stops the pipeline that is running. Pressed again before that has stopped, it ends the process.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly Lock _gate = new();
    private Pipeline? _running;
    private bool _stopping;

    public Interrupt() => Console.CancelKeyPress += OnCancelKeyPress;

    /// <summary>Makes a pipeline the one that Ctrl+C stops.</summary>
    /// <returns>The end of that: to be disposed when the pipeline has ended.</returns>
    public IDisposable Guard(Pipeline pipeline)
    {
        lock (_gate)
        {
            _running = pipeline;
            _stopping = false;
        }

        return new Guarded(this);
    }

    /// <summary>Does what Ctrl+C does.</summary>
    /// <returns>False if the pipeline was being stopped already.</returns>
    public bool Raise()
    {
        lock (_gate)
        {
            if (_stopping)
            {
                return false;
            }

            if (_running is not null)
            {
                _stopping = true;
                _running.StopAsync();
            }

            return true;
        }
    }

    public void Dispose() => Console.CancelKeyPress -= OnCancelKeyPress;

    // Not cancelled, the signal does what it does by default: it ends the process.
    private void OnCancelKeyPress(object? sender, ConsoleCancelEventArgs e) => e.Cancel = Raise();

    private void Release()
    {
        lock (_gate)
        {
            _running = null;
            _stopping = false;
        }
    }

    private sealed class Guarded(Interrupt owner) : IDisposable
    {
        public void Dispose() => owner.Release();
    }
}
