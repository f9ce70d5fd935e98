using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Http;

/// <summary>Finds the session of a vault token. Every call asks this, so it is translated once for the database there is.</summary>
internal sealed class SessionLookup
{
    private readonly Func<MeecoDb, byte[], DateTimeOffset, CancellationToken, Task<VaultCaller?>> _find =
        EF.CompileAsyncQuery((MeecoDb db, byte[] hash, DateTimeOffset now, CancellationToken cancel) => db.VaultSessions
            .Where(session => session.TokenHash == hash && session.ExpiresAt > now)
            .Select(session => new VaultCaller(session.UserKey, session.Key))
            .SingleOrDefault());

    /// <summary>The session's user, if the session lives.</summary>
    public Task<VaultCaller?> FindAsync(MeecoDb db, byte[] hash, DateTimeOffset now, CancellationToken cancel) =>
        _find(db, hash, now, cancel);
}
