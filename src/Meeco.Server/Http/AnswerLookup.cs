using Meeco.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Http;

/// <summary>Finds what was answered under an <c>Idempotency-Key</c>; all that may be repeated asks this, so it is translated once.</summary>
internal sealed class AnswerLookup
{
    private readonly Func<MeecoDb, string, string, CancellationToken, Task<IdempotentAnswer?>> _find =
        EF.CompileAsyncQuery((MeecoDb db, string caller, string key, CancellationToken cancel) => db.IdempotentAnswers
            .AsNoTracking()
            .SingleOrDefault(answer => answer.Caller == caller && answer.IdempotencyKey == key));

    /// <summary>The caller's answer under that key, be it past its time or not.</summary>
    public Task<IdempotentAnswer?> FindAsync(MeecoDb db, string caller, string key, CancellationToken cancel) =>
        _find(db, caller, key, cancel);
}
