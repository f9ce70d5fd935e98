namespace Meeco.Client.Tests.Fixtures;

/// <summary>A clock that does not wait: it notes what it is asked to wait for, and fires at once.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    private readonly List<TimeSpan> _waits = [];

    /// <summary>The limit of a try, which is not a wait; it passes only when a test says so.</summary>
    public static readonly TimeSpan TryTimeout = TimeSpan.FromHours(7);

    /// <summary>The limit of a call, which is not a wait; it passes only when a test says so.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromHours(8);

    public bool TriesTimeOut { get; init; }

    public bool CallsTimeOut { get; init; }

    /// <summary>Told of each wait before it is over.</summary>
    public Action<TimeSpan>? OnWait { get; init; }

    /// <summary>Every wait between tries, in its order.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_waits)
            {
                return [.. _waits];
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Alarm(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Alarm(ImpatientTime time, TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var limits = dueTime == TryTimeout || dueTime == CallTimeout;
            if (dueTime == Timeout.InfiniteTimeSpan
                || (dueTime == TryTimeout && !time.TriesTimeOut)
                || (dueTime == CallTimeout && !time.CallsTimeOut))
            {
                return true;
            }

            if (!limits)
            {
                lock (time._waits)
                {
                    time._waits.Add(dueTime);
                }

                time.OnWait?.Invoke(dueTime);
            }

            ThreadPool.QueueUserWorkItem(_ => callback(state));
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
