using Meeco.Server.ClientTasks;
using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Items;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Shares;

/// <summary>Replaces the value sets of an item's shares by what its owner encrypted anew (decision put-shares).</summary>
internal sealed class ItemSharesUpdate(
    MeecoDb db,
    PublicIds ids,
    SharingSources sources,
    RecipientKeys recipientKeys,
    UploadedValues uploadedValues,
    RowUpdater updater,
    ClientTaskChanges tasks,
    ClientTaskQueue queue,
    EventLog log,
    ShareEvents events,
    TimeProvider clock)
{
    /// <summary>What became of an upload.</summary>
    /// <param name="Item">The item.</param>
    /// <param name="Shares">The shares whose values were replaced.</param>
    /// <param name="Skipped">Ids of shares that were named and do not stand any more.</param>
    public sealed record Result(Item Item, IReadOnlyList<Share> Shares, IReadOnlyList<string> Skipped);

    /// <summary>Replaces the values, sets the tasks, and leaves a task behind for shares that were not named. Call it inside a transaction.</summary>
    /// <param name="caller">Must own the item.</param>
    /// <param name="itemId">His id of it.</param>
    /// <param name="request">Keys, values and tasks.</param>
    /// <param name="expectedVersion">The version of the item that the values were made of; null when he does not say.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="RefusedException">404, 403 or 412 for the item; 400 or 422 for what is not consistent. Then nothing may be stored.</exception>
    public async Task<Result> ApplyAsync(
        VaultCaller caller,
        string itemId,
        PutItemSharesRequest request,
        long? expectedVersion,
        CancellationToken cancel)
    {
        var item = await sources.OwnAsync(caller, itemId, cancel);
        if (expectedVersion is { } expected && expected != item.Version)
        {
            throw Refuse.VersionConflict(item.Version);
        }

        var deks = ReadDeks(request.ShareDeks ?? []);
        var values = await uploadedValues.ReadAsync(item, deks.Keys, request.SlotValues ?? [], cancel);
        var keys = deks.Keys.ToHashSet();
        var named = await db.Shares.AsNoTracking().Where(share => keys.Contains(share.Key)).ToDictionaryAsync(share => share.Key, cancel);
        if (named.Values.Any(share => share.ItemKey != item.Key))
        {
            throw Refuse.BadRequest("share_deks.share_id", "A share is of another item.");
        }

        var now = clock.GetUtcNow();
        var standing = deks.Keys.Where(named.ContainsKey).Select(key => named[key]).Where(share => share.IsLive(now)).ToList();
        foreach (var share in standing)
        {
            Replace(item, share, deks[share.Key], values[share.Key]);
        }

        await updater.UpdateAsync(
            standing,
            share => new { share.EncryptedDek, share.Values, share.ValuesVersion, share.ValuesRevision },
            cancel);
        var changed = await tasks.ApplyAsync(caller, request.ClientTasks ?? [], cancel);
        await db.SaveChangesAsync(cancel);
        if (!changed.Any(task => StandsForOthers(task, item)))
        {
            await LeaveTaskForOthersAsync(item, now, cancel);
        }

        if (standing.Count > 0)
        {
            if (standing.Any(share => share.SlotKey is not null))
            {
                await db.Entry(item).Collection(one => one.Slots).LoadAsync(cancel);
            }

            log.Note(caller, EventTypes.ShareUpdated, EventSubject.Of(item));
            events.TellRecipients(caller, EventTypes.ShareUpdated, standing, item);
        }

        return new Result(
            item,
            standing,
            [.. deks.Keys.Except(standing.Select(share => share.Key)).Select(key => ids.Encode(IdKind.Share, key))]);
    }

    private Dictionary<long, string> ReadDeks(IReadOnlyList<PutItemSharesDek> sent)
    {
        var deks = new Dictionary<long, string>();
        foreach (var entry in sent)
        {
            var key = ids.Decode(entry.ShareId, IdKind.Share)
                ?? throw Refuse.BadRequest("share_deks.share_id", "There is no share with such an id.");
            if (string.IsNullOrEmpty(entry.Dek))
            {
                throw Refuse.BadRequest("share_deks.dek", "A share's new key is missing.");
            }

            if (!deks.TryAdd(key, entry.Dek))
            {
                throw Refuse.BadRequest("share_deks.share_id", "A share is named twice.");
            }
        }

        return deks;
    }

    private void Replace(Item item, Share share, string dek, IReadOnlyList<SharedValue> values)
    {
        if (!recipientKeys.CanBeFor(share.PublicKey, dek))
        {
            throw Refuse.NotCryppo("share_deks.dek");
        }

        share.EncryptedDek = dek;
        share.Values = [.. values.Where(value => share.Covers(value.Ordinal))];
        share.ValuesVersion = item.Version;
        share.ValuesRevision = ++item.LastValuesRevision;
    }

    // Whoever uploads in parts says that he goes on; whoever cannot encrypt for a share, that it is so until somebody looks
    // into it. Another task would have him do all of it again, without end.
    private static bool StandsForOthers(ClientTask task, Item item) =>
        task is { WorkType: WorkTypes.UpdateItemShares, Closed: false, State: ClientTaskState.InProgress or ClientTaskState.Failed }
        && task.TargetKey == item.Key;

    private async Task LeaveTaskForOthersAsync(Item item, DateTimeOffset now, CancellationToken cancel)
    {
        var others = db.Shares.Where(share => share.ItemKey == item.Key && share.ValuesVersion < item.Version);
        if (await others.Where(ShareReading.Live(now)).AnyAsync(cancel))
        {
            await queue.RequireUpdateAsync(item, claimedWillDo: false, cancel);
        }
    }
}
