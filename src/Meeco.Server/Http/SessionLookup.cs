using Meeco.Server.Operation.Telemetry;
using Meeco.Server.Storage;

namespace Meeco.Server.Http;

/// <summary>Finds the session of a vault token, which every call asks.</summary>
/// <param name="metrics">Are told how long it took.</param>
internal sealed class SessionLookup(ServerMetrics metrics)
{
    private readonly RowQuery _sessions = new(metrics, SessionOf);

    /// <summary>The session's user, if the session lives.</summary>
    public Task<VaultCaller?> FindAsync(MeecoDb db, byte[] hash, DateTimeOffset now, CancellationToken cancel) => _sessions.AskAsync(
        db,
        [(nameof(hash), hash), (nameof(now), now.ToUnixTimeMilliseconds())],
        static async (row, inner) => await row.NextAsync(inner) ? new VaultCaller(row.Long(), row.Long()) : null,
        cancel);

    private static IEnumerable<IQueryable> SessionOf(MeecoDb db)
    {
        byte[] hash = [];
        var now = DateTimeOffset.UnixEpoch;
        return
        [
            db.VaultSessions.Where(session => session.TokenHash == hash && session.ExpiresAt > now).Select(session => new { session.UserKey, session.Key }),
        ];
    }
}
