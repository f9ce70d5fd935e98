using Meeco.Server.Storage;
using Meeco.Server.Storage.Sweeps;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Shares;

/// <summary>
/// Forgets shares that have been over for long: until then their sender may let them last longer. One that another came from
/// stays as long as that, for it may last longer still (<see cref="ServerOptions.OnShareMayOutliveItsParent"/>).
/// </summary>
internal sealed class ExpiredShareSweep(
    MeecoDb db,
    Transactions transactions,
    ShareCascade cascade,
    TimeProvider clock,
    IOptions<ServerOptions> options) : ISweep
{
    private const int AtOnce = 100;

    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        var end = clock.GetUtcNow() - options.Value.ExpiredShareLifetime;
        var over = db.Shares.Where(share => share.ExpiresAt <= end && !share.OnShares.Any());
        var forgotten = 0;
        while (await over.AnyAsync(cancel))
        {
            forgotten += await transactions.WriteAsync(inner => ForgetSomeAsync(over, inner), cancel);
        }

        return forgotten;
    }

    private async Task<int> ForgetSomeAsync(IQueryable<Share> shares, CancellationToken cancel)
    {
        var over = await shares
            .OrderBy(share => share.ExpiresAt)
            .Take(AtOnce)
            .Select(share => new { share.Key, share.ItemKey })
            .ToListAsync(cancel);
        var keys = over.Select(share => share.Key).ToList();
        await cascade.ForgetAsync(
            db.Shares.Where(share => keys.Contains(share.Key)),
            over.Select(share => share.ItemKey).ToHashSet(),
            cancel);
        return over.Count;
    }
}
