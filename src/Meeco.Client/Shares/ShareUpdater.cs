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
    /// <param name="known">The item as it was read before, to save a call; null to read it.</param>
    /// <param name="taskId">The task that is done by this; null for none.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The shares that have the new values.</returns>
    /// <exception cref="MeecoException"><c>ItemNotFound</c>, <c>ItemVersionConflict</c>, <c>ReceivedItemReadOnly</c>.</exception>
    public async Task<IReadOnlyList<ShareBody>> UpdateAsync(
        string itemId,
        OpenItem? known,
        string? taskId,
        CancellationToken cancel) => await Revision.WriteAsync(
            stop =>
            {
                var read = known;
                known = null;
                return UpdateOnceAsync(itemId, read, taskId, stop);
            },
            cancel).ConfigureAwait(false);

    private async Task<IReadOnlyList<ShareBody>> UpdateOnceAsync(
        string itemId,
        OpenItem? known,
        string? taskId,
        CancellationToken cancel)
    {
        using var item = known ?? await session.Items.OpenAsync(itemId, cancel).ConfigureAwait(false);
        if (!item.Item.Own)
        {
            throw ClientErrors.NotTheOwner(item.Item.Label);
        }

        var shares = await session.Apis.Shares.GetOfItemAsync(itemId, cancel)
            .OrNotFound(() => ClientErrors.ItemNotFound(itemId)).ConfigureAwait(false);
        return shares.Version is null || shares.Version == item.Item.Version
            ? await WriteAsync(item, shares, taskId, cancel).ConfigureAwait(false)
            : throw ClientErrors.ItemKeepsChanging(item.Item.Label);
    }

    private async Task<IReadOnlyList<ShareBody>> WriteAsync(
        OpenItem item,
        ItemSharesResponse shares,
        string? taskId,
        CancellationToken cancel)
    {
        if (shares.Shares.Count == 0)
        {
            await FinishAsync(taskId, cancel).ConfigureAwait(false);
            return [];
        }

        using var sealer = ShareSealer.Open(item);
        var deks = new PutItemSharesDek[shares.Shares.Count];
        var values = new PutItemSharesSlotValue[shares.Shares.Count][];
        await Parallel.ForAsync(0, deks.Length, cancel, (index, _) =>
        {
            var share = shares.Shares[index];
            using var key = ShareKey.Generate();
            deks[index] = new PutItemSharesDek
            {
                ShareId = share.Id,
                Dek = session.KeyRing.WrapShareKey(share.PublicKey, key),
            };
            values[index] = [.. sealer.Seal(key, share.SlotId).Select(value => For(share, value))];
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        var answer = await session.Apis.Shares.UpdateOfItemAsync(
            item.Item.Id,
            new PutItemSharesRequest
            {
                ShareDeks = deks,
                SlotValues = [.. values.SelectMany(ofShare => ofShare)],
                ClientTasks = taskId is null ? [] : [Done(taskId, deks.Length)],
            },
            item.VersionTag,
            cancel).OrVersionConflict(() => ClientErrors.ItemKeepsChanging(item.Item.Label)).ConfigureAwait(false);
        return answer.Shares;
    }

    private async Task FinishAsync(string? taskId, CancellationToken cancel)
    {
        if (taskId is not null)
        {
            await session.Apis.ClientTasks.UpdateAsync(
                new PutClientTasksRequest { ClientTasks = [Done(taskId, 0)] }, cancel).ConfigureAwait(false);
        }
    }

    private static PutItemSharesSlotValue For(ItemSharesEntry share, SlotValue value) => new()
    {
        ShareId = share.Id,
        SlotId = value.SlotId,
        EncryptedValue = value.EncryptedValue,
        EncryptedValueVerificationKey = value.EncryptedValueVerificationKey,
        ValueVerificationHash = value.ValueVerificationHash,
    };

    private static ClientTaskChange Done(string taskId, int shares) => new()
    {
        Id = taskId,
        State = ClientTaskStates.Done,
        Report = TaskReport.Completed(shares),
    };
}
