using Meeco.Server.ClientTasks;
using Meeco.Server.Events;
using Meeco.Server.Http;
using Meeco.Server.Items;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Shares;

/// <summary>Replaces the value sets of items' shares by what their owner encrypted anew (decision put-shares).</summary>
internal sealed class ItemSharesUpdate(
    MeecoDb db,
    PublicIds ids,
    SharingSources sources,
    RecipientKeys recipientKeys,
    UploadedValues uploadedValues,
    SharingLookup lookup,
    RowUpdater updater,
    ClientTaskChanges tasks,
    ClientTaskQueue queue,
    EventLog log,
    ShareEvents events,
    TimeProvider clock)
{
    /// <summary>What the owner encrypted anew for shares of an item.</summary>
    /// <param name="ItemId">His id of the item.</param>
    /// <param name="ExpectedVersion">The version of the item that the values were made of; null when he does not say.</param>
    /// <param name="Content">Keys, values and tasks.</param>
    public sealed record Upload(string ItemId, long? ExpectedVersion, PutItemSharesRequest Content);

    /// <summary>What became of an upload.</summary>
    /// <param name="Item">The item.</param>
    /// <param name="Shares">The shares whose values were replaced.</param>
    /// <param name="Skipped">Ids of shares that were named and do not stand any more.</param>
    public sealed record Result(Item Item, IReadOnlyList<Share> Shares, IReadOnlyList<string> Skipped);

    /// <summary>
    /// Replaces the values, sets the tasks, and leaves tasks behind for shares that were not named. Call it inside a transaction; first
    /// the items are locked, then the tasks, and only then looked at. What several uploads need is asked for together, for the questions
    /// take longer than what they find.
    /// </summary>
    /// <param name="caller">Must own the items.</param>
    /// <param name="uploads">The uploads, of an item each.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>What became of each, in the order of the uploads.</returns>
    /// <exception cref="RefusedException">404, 403 or 412 for an item; 400 or 422 for what is not consistent. Then nothing may be stored.</exception>
    public async Task<IReadOnlyList<Result>> ApplyAsync(VaultCaller caller, IReadOnlyList<Upload> uploads, CancellationToken cancel)
    {
        var items = await sources.LockedOwnAsync(caller, [.. uploads.Select(upload => upload.ItemId)], cancel);
        foreach (var (upload, item) in uploads.Zip(items))
        {
            if (upload.ExpectedVersion is { } expected && expected != item.Version)
            {
                throw Refuse.VersionConflict(item.Version);
            }
        }

        var read = await ReadAsync(uploads, items, cancel);
        var now = clock.GetUtcNow();
        var standing = await ReplaceAsync(read, now, cancel);
        foreach (var (item, shares) in items.Zip(standing).Where(pair => pair.Second.Count > 0))
        {
            log.Note(caller, EventTypes.ShareUpdated, EventSubject.Of(item));
            events.TellRecipients(caller, EventTypes.ShareUpdated, shares, item);
        }

        var changed = await tasks.ApplyAsync(
            caller, [.. uploads.SelectMany(upload => upload.Content.ClientTasks ?? [])], Stored(items, standing), cancel);
        await LeaveTasksForOthersAsync([.. items.Where(item => !changed.Any(task => StandsForOthers(task, item)))], now, cancel);
        return
        [
            .. read.Zip(standing, (upload, shares) => new Result(
                upload.Item,
                shares,
                [.. upload.Deks.Keys.Except(shares.Select(share => share.Key)).Select(key => ids.Encode(IdKind.Share, key))])),
        ];
    }

    private async Task<List<ReadUpload>> ReadAsync(IReadOnlyList<Upload> uploads, IReadOnlyList<Item> items, CancellationToken cancel)
    {
        var read = new List<ReadUpload>(uploads.Count);
        foreach (var (upload, item) in uploads.Zip(items))
        {
            var deks = ReadDeks(upload.Content.ShareDeks ?? []);
            var values = await uploadedValues.ReadAsync(item.Slots, deks.Keys, upload.Content.SlotValues ?? [], cancel);
            read.Add(new ReadUpload(item, deks, values));
        }

        return read;
    }

    // The shares of each upload that stand, with their new values, which are not stored yet.
    private async Task<List<IReadOnlyList<Share>>> ReplaceAsync(List<ReadUpload> read, DateTimeOffset now, CancellationToken cancel)
    {
        var keys = read.SelectMany(upload => upload.Deks.Keys).Distinct().ToList();
        var named = await lookup.Shares(db, keys).ToDictionaryAsync(share => share.Key, cancellationToken: cancel);
        var standing = new List<IReadOnlyList<Share>>(read.Count);
        foreach (var (item, deks, values) in read)
        {
            var known = deks.Keys.Where(named.ContainsKey).Select(key => named[key]).ToList();
            if (known.Any(share => share.ItemKey != item.Key))
            {
                throw Refuse.BadRequest("share_deks.share_id", "A share is of another item.");
            }

            var live = known.Where(share => share.IsLive(now)).ToList();
            live.ForEach(share => Replace(item, share, deks[share.Key], values[share.Key]));
            standing.Add(live);
        }

        return standing;
    }

    private IReadOnlyList<RowRun> Stored(IReadOnlyList<Item> items, IReadOnlyList<IReadOnlyList<Share>> standing)
    {
        List<Share> replaced = [.. standing.SelectMany(shares => shares)];
        return
        [
            updater.Of(replaced, share => new { share.EncryptedDek, share.Values, share.ValuesVersion, share.ValuesRevision }),

            // Even where no share was replaced: who decides about an item's shares or tasks by an older state is to meet a change.
            updater.Of(items, item => new { item.LastValuesRevision }),
        ];
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

    private async Task LeaveTasksForOthersAsync(IReadOnlyCollection<Item> items, DateTimeOffset now, CancellationToken cancel)
    {
        if (items.Count == 0)
        {
            return;
        }

        var keys = items.Select(item => item.Key).ToHashSet();
        var behind = await db.Shares
            .Where(share => keys.Contains(share.ItemKey) && share.ValuesVersion < share.Item!.Version)
            .Where(ShareReading.Live(now))
            .Select(share => share.ItemKey)
            .Distinct()
            .ToHashSetAsync(cancel);
        foreach (var item in items.Where(item => behind.Contains(item.Key)))
        {
            await queue.RequireUpdateAsync(item, claimedWillDo: false, cancel);
        }
    }

    private sealed record ReadUpload(
        Item Item,
        Dictionary<long, string> Deks,
        IReadOnlyDictionary<long, IReadOnlyList<SharedValue>> Values);
}
