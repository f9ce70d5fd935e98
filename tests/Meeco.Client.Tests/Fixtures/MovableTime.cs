namespace Meeco.Client.Tests.Fixtures;

/// <summary>A clock that goes as all do, and jumps forward when a test says so.</summary>
internal sealed class MovableTime : TimeProvider
{
    private long _ahead;

    private TimeSpan Ahead => TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(Ahead.TotalSeconds * TimestampFrequency);
}
