namespace Meeco.Server.Attachments;

/// <summary>When this instance last looked through the whole store, which may hold very much.</summary>
internal sealed class StoreSearch
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    private DateTimeOffset? _last;

    /// <summary>Whether it is time to look again.</summary>
    public bool IsDue(DateTimeOffset now) => _last is not { } last || now >= last + Interval;

    /// <summary>Notes that all was looked through.</summary>
    public void Done(DateTimeOffset now) => _last = now;
}
