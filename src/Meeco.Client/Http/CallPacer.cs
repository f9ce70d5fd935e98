using System.Net;
using Polly;

namespace Meeco;

/// <summary>
/// Keeps the calls of one session, however many commands make them, within what the server takes. Until it answers 429 all
/// of them pass. From then on none is sent before the server wants to be asked again, half as many as before are in flight at
/// the same time, and their number grows by one whenever that many went well.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class CallPacer(TimeProvider time) : ResilienceStrategy<HttpResponseMessage>, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _turns = [];
    private Action<CallWait>? _listeners;
    private double _window = double.PositiveInfinity;
    private int _inFlight;
    private int _slowdowns;
    private ITimer? _pause;
    private int _pauses;
    private bool _isPaused;
    private DateTimeOffset _pausedUntil;
    private Uri? _pausedBy;

    /// <summary>Raised, on any thread, when calls have to wait; who comes while they do is told at once.</summary>
    public event Action<CallWait>? Waiting
    {
        add
        {
            CallWait? now;
            lock (_gate)
            {
                _listeners += value;
                now = _isPaused ? new CallWait(CallWaitReason.Limited, _pausedBy, _pausedUntil - time.GetUtcNow()) : null;
            }

            if (now is not null)
            {
                value?.Invoke(now);
            }
        }

        remove
        {
            lock (_gate)
            {
                _listeners -= value;
            }
        }
    }

    /// <summary>Tells who listens that a call waits.</summary>
    /// <param name="wait">What for, and how long.</param>
    public void Announce(CallWait wait) => Volatile.Read(ref _listeners)?.Invoke(wait);

    /// <summary>Holds all calls back.</summary>
    /// <param name="server">Who asked for it.</param>
    /// <param name="wait">How long.</param>
    public void Pause(Uri? server, TimeSpan wait)
    {
        lock (_gate)
        {
            var until = time.GetUtcNow() + wait;
            if (_isPaused && until <= _pausedUntil)
            {
                return;
            }

            (_isPaused, _pausedUntil, _pausedBy) = (true, until, server);
            var pause = ++_pauses;
            _pause?.Dispose();
            _pause = time.CreateTimer(_ => Resume(pause), state: null, wait, Timeout.InfiniteTimeSpan);
        }

        Announce(new CallWait(CallWaitReason.Limited, server, wait));
    }

    /// <summary>Ends the pause without letting anybody go on; who waits is cancelled with his call.</summary>
    public void Dispose() => _pause?.Dispose();

    /// <inheritdoc/>
    protected override async ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback,
        ResilienceContext context,
        TState state)
    {
        await EnterAsync(context.CancellationToken).ConfigureAwait(false);
        var slowdowns = Volatile.Read(ref _slowdowns);
        var outcome = default(Outcome<HttpResponseMessage>);
        try
        {
            outcome = await callback(context, state).ConfigureAwait(false);
            return outcome;
        }
        finally
        {
            Leave(outcome.Result?.StatusCode, slowdowns);
        }
    }

    private Task EnterAsync(CancellationToken cancel)
    {
        TaskCompletionSource turn;
        lock (_gate)
        {
            if (!_isPaused && _turns.Count == 0 && _inFlight < _window)
            {
                _inFlight++;
                return Task.CompletedTask;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _turns.Enqueue(turn);

            // All before it may have been cancelled.
            Admit();
        }

        return WaitAsync(turn, cancel);
    }

    private static async Task WaitAsync(TaskCompletionSource turn, CancellationToken cancel)
    {
        using var cancelled = cancel.Register(() => turn.TrySetCanceled(cancel));
        await turn.Task.ConfigureAwait(false);
    }

    private void Leave(HttpStatusCode? status, int slowdowns)
    {
        lock (_gate)
        {
            // Calls that went out together are refused together; that is one reason to slow down.
            if (status == HttpStatusCode.TooManyRequests && slowdowns == _slowdowns)
            {
                _slowdowns++;
                _window = Math.Max(1, Math.Min(_window, _inFlight) / 2);
            }
            else if (status is not (null or HttpStatusCode.TooManyRequests))
            {
                _window += 1 / _window;
            }

            _inFlight--;
            Admit();
        }
    }

    private void Resume(int pause)
    {
        lock (_gate)
        {
            // A longer pause may have begun in the meantime.
            if (pause == _pauses)
            {
                _isPaused = false;
                Admit();
            }
        }
    }

    private void Admit()
    {
        while (!_isPaused && _inFlight < _window && _turns.TryDequeue(out var turn))
        {
            if (turn.TrySetResult())
            {
                _inFlight++;
            }
        }
    }
}
