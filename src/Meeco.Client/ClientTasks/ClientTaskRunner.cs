using Meeco.Wire;

namespace Meeco;

/// <summary>Does the work of claimed <c>update_item_shares</c> tasks.</summary>
internal sealed class ClientTaskRunner(MeecoSession session)
{
    private readonly ItemLister _lister = new(session);
    private readonly ItemKeys _keys = new(session);
    private readonly SharesToUpdate _shares = new(session);
    private readonly ShareUpdater _updater = new(session);

    /// <summary>Reads the items of several tasks, and the shares of those, in as few calls as possible.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The items by their ids, still encrypted; one that is gone is missing.</returns>
    public async Task<Dictionary<string, ItemToUpdate>> ReadItemsAsync(
        IEnumerable<ClientTaskBody> tasks,
        CancellationToken cancel)
    {
        var ids = tasks.Select(task => task.TargetId).Distinct(StringComparer.Ordinal).ToList();

        // Both at once: if they are of different versions, which is looked at, the item is read again.
        var (reading, readingShares) = (_lister.ReadAsync(ids, own: true, cancel), _shares.ReadAsync(ids, cancel));
        await Task.WhenAll(reading, readingShares).ConfigureAwait(false);
        var shares = await readingShares.ConfigureAwait(false);
        return (await reading.ConfigureAwait(false)).ToDictionary(
            entry => entry.Item.Id,
            entry => new ItemToUpdate(
                new OpenItem(entry.Item, entry.Slots, Share: null, _keys.Own()),
                shares.GetValueOrDefault(entry.Item.Id)),
            StringComparer.Ordinal);
    }

    /// <summary>Runs one task, and completes it in the call that uploads the values.</summary>
    /// <param name="task">The task, claimed by this session.</param>
    /// <param name="item">Its item; null to read it.</param>
    /// <param name="place">Its place among those that are uploaded together.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>What became of it; failed, if not all shares could be brought up to date.</returns>
    /// <exception cref="MeecoException">It failed as a whole.</exception>
    public async Task<MeecoClientTaskResult> RunAsync(ClientTaskBody task, ItemToUpdate? item, UploadGroup.Place place, CancellationToken cancel)
    {
        var updated = await _updater.UpdateAsync(task.TargetId, item, new ShareUpdater.TaskToFinish(task.Id, place), cancel).ConfigureAwait(false);
        var result = updated.LeftOut is { } leftOut ? ClientTaskMapping.Failed(task, leftOut) : ClientTaskMapping.Completed(task);
        return result with { SharesUpdated = updated.Count };
    }
}
