namespace Meeco.Client.Tests.Fixtures;

/// <summary>A clock that does not wait: it notes what it is asked to wait for, and fires at once.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    private readonly List<TimeSpan> _waits = [];

    /// <summary>The limit of a try, which is not a wait; it passes only when a test says so.</summary>
    public static readonly TimeSpan TryTimeout = TimeSpan.FromHours(7);

    public bool TriesTimeOut { get; init; }

    /// <summary>Every wait between tries, in its order.</summary>
    public IReadOnlyList<TimeSpan> Waits => _waits;

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
            var limitsTry = dueTime == TryTimeout;
            if (dueTime == Timeout.InfiniteTimeSpan || (limitsTry && !time.TriesTimeOut))
            {
                return true;
            }

            if (!limitsTry)
            {
                time._waits.Add(dueTime);
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
