namespace Meeco.Client.Tests.Fixtures;

/// <summary>A clock whose timers fire when a test says so.</summary>
internal sealed class HeldTime : TimeProvider
{
    private readonly List<Action> _timers = [];

    public int Timers => _timers.Count;

    /// <summary>Lets a timer fire, in the order in which they were made.</summary>
    public void Fire(int timer = 0) => _timers[timer]();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _timers.Add(() => callback(state));
        return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
    }
}
