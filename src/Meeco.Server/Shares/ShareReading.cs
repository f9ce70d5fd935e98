using System.Linq.Expressions;

namespace Meeco.Server.Shares;

/// <summary>Which shares stand, and which of them their recipient reads (decision before-acceptance).</summary>
internal static class ShareReading
{
    /// <summary>Whether the share stands: neither rejected nor over. Its values are kept up to date.</summary>
    public static bool IsLive(this Share share, DateTimeOffset now) =>
        share.Acceptance != Acceptance.Rejected && !share.IsOver(now);

    /// <inheritdoc cref="IsLive"/>
    public static Expression<Func<Share, bool>> Live(DateTimeOffset now) =>
        share => share.Acceptance != Acceptance.Rejected && (share.ExpiresAt == null || share.ExpiresAt > now);

    /// <summary>Whether the share has expired.</summary>
    public static bool IsOver(this Share share, DateTimeOffset now) => share.ExpiresAt <= now;

    /// <summary>Whether the recipient may read the values and the key.</summary>
    public static bool IsReadable(this Share share, DateTimeOffset now) =>
        share.IsLive(now) && share.Acceptance is (Acceptance.NotRequired or Acceptance.Accepted);

    /// <inheritdoc cref="IsReadable"/>
    public static Expression<Func<Share, bool>> Readable(DateTimeOffset now) =>
        share => (share.Acceptance == Acceptance.NotRequired || share.Acceptance == Acceptance.Accepted)
            && (share.ExpiresAt == null || share.ExpiresAt > now);

    /// <summary>The share that serves a copy: the oldest that its recipient may read; null while he may read none.</summary>
    /// <param name="shares">All shares of one copy.</param>
    /// <param name="now">The time to judge by.</param>
    public static Share? Serving(this IEnumerable<Share> shares, DateTimeOffset now) =>
        shares.OldestFirst().FirstOrDefault(share => share.IsReadable(now));

    /// <summary>In the order of their making.</summary>
    public static IEnumerable<Share> OldestFirst(this IEnumerable<Share> shares) =>
        shares.OrderBy(share => share.CreatedAt).ThenBy(share => share.Key);

    /// <summary>Whether the slot is among those that the share is for.</summary>
    public static bool Covers(this Share share, int ordinal) => share.SlotOrdinal is null || share.SlotOrdinal == ordinal;
}
