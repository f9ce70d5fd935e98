using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Storage;

/// <summary>
/// Sweeps expired rows away in passing: whoever adds a row of a kind that expires first removes a bounded number of
/// the dead ones. So no kind grows without end, no request pays for more than a few rows, and no timer is needed.
/// </summary>
internal sealed class Housekeeping(MeecoDb db, TimeProvider clock)
{
    // More than the one row that each call adds, so that a backlog shrinks.
    private const int RowsPerSweep = 20;

    /// <summary>Removes up to twenty expired rows; call it inside the transaction that adds one.</summary>
    public Task SweepAsync<T>(CancellationToken cancel)
        where T : class, IExpiring
    {
        var now = clock.GetUtcNow();
        return db.Set<T>()
            .Where(row => row.ExpiresAt <= now)
            .OrderBy(row => row.ExpiresAt)
            .Take(RowsPerSweep)
            .ExecuteDeleteAsync(cancel);
    }
}
