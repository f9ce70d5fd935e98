namespace Meeco.Server.Tests.Fixtures;

/// <summary>A clock that stands still until it is told to move.</summary>
public sealed class TestClock : TimeProvider
{
    private long _milliseconds = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Read(ref _milliseconds));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _milliseconds, (long)by.TotalMilliseconds);
}
