using Meeco.Server.Storage;
using Meeco.Server.Storage.Sweeps;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.ClientTasks;

/// <summary>
/// Gives back the claims whose lease is over, of users whose clients do not ask either: so that what is told of open tasks is
/// true. Whoever asks for his tasks waits for no sweep.
/// </summary>
internal sealed class LapsedClaimSweep(ClientTaskQueue queue, Transactions transactions) : ISweep
{
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        var users = await queue.WithLapsed().ToListAsync(cancel);
        foreach (var user in users)
        {
            await transactions.WriteApartAsync(inner => queue.LapseAsync(user, inner), cancel);
        }

        return users.Count;
    }
}
