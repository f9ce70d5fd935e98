using Meeco.Server.Storage.Sweeps;

namespace Meeco.Server.Attachments;

/// <summary>
/// Removes files that nobody will use any more; and, when the server has started and once a day, looks through the whole store
/// for what an interrupted life of a server left behind.
/// </summary>
internal sealed class AttachmentSweep(AttachmentRemoval removal, StoreSearch search, TimeProvider clock) : ISweep
{
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var searches = search.IsDue(now);
        if (searches)
        {
            await removal.EndOrphansAsync(cancel);
        }

        var all = 0;
        int found;
        do
        {
            found = await removal.SweepSomeAsync(cancel);
            all += found;
        }
        while (found > 0);

        if (searches)
        {
            await removal.CollectAsync(cancel);
            search.Done(now);
        }

        return all;
    }
}
