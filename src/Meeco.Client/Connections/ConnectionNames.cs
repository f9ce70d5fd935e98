using System.Collections.Concurrent;

namespace Meeco;

/// <summary>Tells what the user of a session calls another user. Safe for use by several threads.</summary>
internal sealed class ConnectionNames(MeecoSession session)
{
    // An on-share that the owner sees names users without a connection: they must not make him read all of them each time.
    private static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, string?> _names = new(StringComparer.Ordinal);
    private long _readAt;

    /// <summary>Finds a name; the connections are read when an unknown user turns up.</summary>
    /// <param name="userId">The other user.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The name; null if there is none.</returns>
    public async Task<string?> FindAsync(string userId, CancellationToken cancel)
    {
        if (_names.TryGetValue(userId, out var known))
        {
            return known;
        }

        var time = session.Settings.Time;
        var readAt = Volatile.Read(ref _readAt);
        if (readAt == 0 || time.GetElapsedTime(readAt) > TrustedFor)
        {
            await foreach (var connection in session.Connections.ListAsync(cancel).ConfigureAwait(false))
            {
                _names[connection.UserId] = connection.Name;
            }

            Volatile.Write(ref _readAt, time.GetTimestamp());
        }

        return _names.GetValueOrDefault(userId);
    }
}
