using Meeco.Cryptography;
using Meeco.Wire;

namespace Meeco;

/// <summary>
/// Re-encrypts an own item for all its shares, on-shares of others included: one DEK per share, and only the slots of that
/// share (rules 51, 52). What was read belongs to one revision, or nothing is written.
/// </summary>
internal sealed class ShareUpdater(MeecoSession session)
{
    /// <summary>Re-encrypts an item.</summary>
    /// <param name="itemId">The item's id.</param>
    /// <param name="known">The item as it was read before, to save calls; null to read it.</param>
    /// <param name="task">The task that is done by this; null for none.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The shares that have the new values, and why others have not: the task has failed then. A task needs their number only.</returns>
    /// <exception cref="MeecoException"><c>ItemNotFound</c>, <c>ItemVersionConflict</c>, <c>ReceivedItemReadOnly</c>.</exception>
    public async Task<UpdatedShares> UpdateAsync(
        string itemId,
        ItemToUpdate? known,
        TaskToFinish? task,
        CancellationToken cancel) => await Revision.WriteAsync(
            stop =>
            {
                var read = known;
                known = null;
                return UpdateOnceAsync(itemId, read, task, stop);
            },
            cancel).ConfigureAwait(false);

    private async Task<UpdatedShares> UpdateOnceAsync(
        string itemId,
        ItemToUpdate? known,
        TaskToFinish? task,
        CancellationToken cancel)
    {
        using var item = known?.Item ?? await session.Items.OpenAsync(itemId, cancel).ConfigureAwait(false);
        if (!item.Item.Own)
        {
            throw ClientErrors.NotTheOwner(item.Item.Label);
        }

        var shares = known?.Shares ?? await session.Apis.Shares.GetOfItemAsync(itemId, cancel)
            .OrNotFound(() => ClientErrors.ItemNotFound(itemId)).ConfigureAwait(false);
        return shares.Version is null || shares.Version == item.Item.Version
            ? await WriteAsync(item, shares, task, known?.Shares is not null, cancel).ConfigureAwait(false)
            : throw ClientErrors.ItemKeepsChanging(item.Item.Label);
    }

    private async Task<UpdatedShares> WriteAsync(
        OpenItem item,
        ItemSharesResponse shares,
        TaskToFinish? task,
        bool cameTogether,
        CancellationToken cancel)
    {
        if (shares.Shares.Count == 0)
        {
            await FinishAsync(task, cancel).ConfigureAwait(false);
            return new UpdatedShares([], 0, null);
        }

        using var sealer = ShareSealer.Open(item);
        var updated = new List<ShareBody>(shares.Shares.Count);
        var leftOut = new List<string>();
        var count = 0;
        MeecoException? why = null;
        var parts = shares.Shares.Chunk(SharesPerCall.Of(sealer, slotId: null)).ToList();
        foreach (var (number, part) in parts.Index())
        {
            var values = await SealAsync(sealer, part, leftOut, cancel).ConfigureAwait(false);
            why = leftOut.Count > 0 ? ClientErrors.SharesLeftOut(item.Item.Label, shares.Shares.Count, leftOut) : null;
            if (leftOut.Count == shares.Shares.Count)
            {
                throw why!;
            }

            // While it is claimed the server makes no other task for the shares that are still to come.
            var state = number < parts.Count - 1 ? ClientTaskStates.InProgress : why is null ? ClientTaskStates.Done : ClientTaskStates.Failed;
            var content = new PutItemSharesRequest
            {
                ShareDeks = [.. values.Select(share => share.Dek)],
                SlotValues = [.. values.SelectMany(share => share.Values)],
                ClientTasks = task is null ? [] : [Set(task.Id, state, count + values.Length, why)],
            };
            var together = task is not null && cameTogether && shares.Shares.Count <= SharesPerCall.Of(sealer, slotId: null) / task.Place.GroupSize
                ? await task.Place.SendAsync(OneOfSeveral(item, content), cancel).ConfigureAwait(false)
                : null;
            var answer = together ?? await session.Apis.Shares.UpdateOfItemAsync(
                item.Item.Id,
                content,
                item.VersionTag,
                task is null ? null : WireHeaders.ReturnMinimal,
                cancel).OrVersionConflict(() => ClientErrors.ItemKeepsChanging(item.Item.Label)).ConfigureAwait(false);
            updated.AddRange(answer.Shares);

            // A server that counts revisions may have left out the shares that it was not asked for.
            count += answer is { Shares.Count: 0, Version: not null } ? values.Length - answer.SkippedShareIds.Count : answer.Shares.Count;
        }

        return new UpdatedShares(updated, count, why);
    }

    private async Task<SealedShare[]> SealAsync(
        ShareSealer sealer,
        ItemSharesEntry[] shares,
        List<string> leftOut,
        CancellationToken cancel)
    {
        var keyRing = session.KeyRing;
        var made = new SealedShare?[shares.Length];
        await SealingWork.ForEachAsync(shares.Length, index =>
        {
            try
            {
                made[index] = Seal(keyRing, sealer, shares[index]);
            }
            catch (MeecoException unusable) when (unusable.Category == MeecoErrorCategory.Security)
            {
                // Its recipient's key: nobody could encrypt for him, and the others are not to wait for that.
                lock (leftOut)
                {
                    leftOut.Add(shares[index].Id);
                }
            }
        }, cancel).ConfigureAwait(false);
        return [.. made.OfType<SealedShare>()];
    }

    private static SealedShare Seal(KeyRing keyRing, ShareSealer sealer, ItemSharesEntry share)
    {
        using var key = ShareKey.Generate();
        var dek = new PutItemSharesDek { ShareId = share.Id, Dek = keyRing.WrapShareKey(share.PublicKey, key) };
        return new SealedShare(dek, [.. sealer.Seal(key, share.SlotId).Select(value => For(share, value))]);
    }

    private async Task FinishAsync(TaskToFinish? task, CancellationToken cancel)
    {
        if (task is not null)
        {
            var done = Set(task.Id, ClientTaskStates.Done, shares: 0, leftOut: null);
            await session.Apis.ClientTasks.UpdateAsync(new PutClientTasksRequest { ClientTasks = [done] }, cancel).ConfigureAwait(false);
        }
    }

    private static ClientTaskChange Set(string taskId, string state, int shares, MeecoException? leftOut) => new()
    {
        Id = taskId,
        State = state,
        Report = leftOut is null ? TaskReport.Completed(shares) : TaskReport.Failed(leftOut, shares),
    };

    private static PutSharesOfItem OneOfSeveral(OpenItem item, PutItemSharesRequest content) => new()
    {
        ItemId = item.Item.Id,
        Version = item.Item.Version,
        ShareDeks = content.ShareDeks,
        SlotValues = content.SlotValues,
        ClientTasks = content.ClientTasks,
    };

    private static PutItemSharesSlotValue For(ItemSharesEntry share, SlotValue value) => new()
    {
        ShareId = share.Id,
        SlotId = value.SlotId,
        EncryptedValue = value.EncryptedValue,
        EncryptedValueVerificationKey = value.EncryptedValueVerificationKey,
        ValueVerificationHash = value.ValueVerificationHash,
    };

    /// <summary>A task that the upload finishes.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Place">Its place among those that are uploaded together.</param>
    public sealed record TaskToFinish(string Id, UploadGroup.Place Place);

    private sealed record SealedShare(PutItemSharesDek Dek, IReadOnlyList<PutItemSharesSlotValue> Values);
}
