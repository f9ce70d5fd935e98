namespace Meeco.Server.Events;

/// <summary>
/// When the oldest event comes to the end of its lifetime: there is nothing to sweep before, and every call that stores an
/// event would look. Events only get younger, so what one call found stays true, whatever another instance removes.
/// </summary>
internal sealed class EventHorizon
{
    private long _nextEnd;

    /// <summary>No event ends before; the beginning of time while nobody has looked.</summary>
    public DateTimeOffset NextEnd
    {
        get => new(Volatile.Read(ref _nextEnd), TimeSpan.Zero);
        set => Volatile.Write(ref _nextEnd, value.UtcTicks);
    }
}
