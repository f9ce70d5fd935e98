using System.Runtime.CompilerServices;
using Meeco.Wire;

namespace Meeco;

/// <summary>Shares, incoming and outgoing.</summary>
internal sealed class ShareService(MeecoSession session)
{
    private readonly ShareCreator _creator = new(session);
    private readonly ShareStarts _starts = new(session);
    private readonly ShareUpdater _updater = new(session);
    private readonly ConnectionNames _names = new(session);
    private readonly SlotNames _slotNames = new(session);

    /// <summary>Shares an own or received item in one call; the item is read once, each share has its own DEK.</summary>
    /// <param name="itemId">The item's id, for the user of the session.</param>
    /// <param name="recipients">With whom; at least one.</param>
    /// <param name="conditions">On what conditions.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The shares, in the order of the recipients.</returns>
    /// <exception cref="MeecoException">
    /// <c>ItemNotFound</c>, <c>SlotNotFound</c>, <c>ShareNotAccepted</c>, <c>OnShareNotPermitted</c>,
    /// <c>VerificationFailed</c>; that of the first recipient who was refused, when the others have their shares.
    /// </exception>
    public async Task<IReadOnlyList<MeecoShare>> CreateAsync(
        string itemId,
        IReadOnlyList<MeecoConnection> recipients,
        NewShare conditions,
        CancellationToken cancel)
    {
        var outcomes = await CreateAsync(itemId, start: null, recipients, conditions, cancel).ToListAsync(cancel).ConfigureAwait(false);
        return [.. outcomes.Select(outcome => outcome.ShareOrThrow)];
    }

    /// <inheritdoc cref="ShareCreator.CreateAsync"/>
    public IAsyncEnumerable<ShareOutcome> CreateAsync(
        string itemId,
        ShareStart? start,
        IReadOnlyList<MeecoConnection> recipients,
        NewShare conditions,
        CancellationToken cancel) => _creator.CreateAsync(itemId, start, recipients, conditions, cancel);

    /// <inheritdoc cref="ShareCreator.PlanAsync"/>
    public Task<SharePlan> PlanAsync(
        string itemId,
        ShareStart? start,
        IReadOnlyList<MeecoConnection> recipients,
        NewShare conditions,
        CancellationToken cancel) => _creator.PlanAsync(itemId, start, recipients, conditions, cancel);

    /// <inheritdoc cref="ShareStarts.ReadAsync"/>
    public Task<IReadOnlyDictionary<string, ShareStart>> ReadStartsAsync(IReadOnlyList<string> itemIds, CancellationToken cancel) =>
        _starts.ReadAsync(itemIds, cancel);

    /// <summary>Lists shares, page by page.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The shares, incoming ones first.</returns>
    public async IAsyncEnumerable<MeecoShare> ListAsync(
        ShareFilter filter,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var query = new SharesQuery
        {
            AcceptanceRequired = filter.Acceptance is { } acceptance ? ShareMapping.Acceptance(acceptance) : null,
            OwnConnectionId = filter.ConnectionId,
            Order = filter.OldestFirst ? "asc" : null,
        };
        if (filter.Direction != ShareDirection.Outgoing && filter.ItemIds.Count == 0)
        {
            await foreach (var share in ReadAsync(session.Apis.Shares.ListIncomingAsync, query, cancel).ConfigureAwait(false))
            {
                yield return share;
            }
        }

        if (filter.Direction == ShareDirection.Incoming)
        {
            yield break;
        }

        // No items at all mean one call without any.
        foreach (var ids in filter.ItemIds.Chunk(Paging.MaxIdsPerQuery).DefaultIfEmpty([]))
        {
            var ofGroup = ReadAsync(session.Apis.Shares.ListOutgoingAsync, query with { ItemIds = ids is [] ? null : ids }, cancel);
            await foreach (var share in ofGroup.ConfigureAwait(false))
            {
                // The wire filters incoming shares alone by their acceptance.
                if (filter.Acceptance is null || share.AcceptanceStatus == filter.Acceptance)
                {
                    yield return share;
                }
            }
        }
    }

    /// <summary>Reads one share, with its terms; never values.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The share.</returns>
    /// <exception cref="MeecoException"><c>ShareNotFound</c>.</exception>
    public async Task<MeecoShare> GetAsync(string id, CancellationToken cancel)
    {
        var answer = await session.Apis.Shares.GetIncomingAsync(id, cancel).OrNull().ConfigureAwait(false)
            ?? await session.Apis.Shares.GetOutgoingAsync(id, cancel)
                .OrNotFound(() => ClientErrors.ShareNotFound(id)).ConfigureAwait(false);
        return await MapAsync(answer.Share, cancel).ConfigureAwait(false);
    }

    /// <summary>Reads the item that an incoming share brought.</summary>
    /// <param name="id">The share's id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The recipient's copy, with its values.</returns>
    /// <exception cref="MeecoException">
    /// <c>ShareNotFound</c>, <c>ShareNotAccepted</c>, <c>ShareExpired</c>, <c>VerificationFailed</c>.
    /// </exception>
    public async Task<MeecoItem> GetItemAsync(string id, CancellationToken cancel)
    {
        var answer = await ReadItemAsync(id, cancel).ConfigureAwait(false);
        using var item = await session.Items
            .OpenReceivedAsync(answer.Item, answer.Slots, answer.ClassificationNodes, answer.Share, cancel).ConfigureAwait(false);
        return item.Read();
    }

    /// <summary>Finds the id of the item that an incoming share brought, without opening anything.</summary>
    /// <param name="id">The share's id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The id of the recipient's copy.</returns>
    /// <exception cref="MeecoException"><c>ShareNotFound</c>, <c>ShareNotAccepted</c>, <c>ShareExpired</c>.</exception>
    public async Task<string> ResolveItemIdAsync(string id, CancellationToken cancel)
    {
        var answer = await ReadItemAsync(id, cancel).ConfigureAwait(false);
        ItemService.RequireReadable(answer.Item, answer.Slots, answer.Share);
        return answer.Item.Id;
    }

    /// <summary>Accepts an incoming share: agrees to its terms. Changes nothing where no acceptance is needed.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The share as it is now.</returns>
    /// <exception cref="MeecoException"><c>ShareNotFound</c>, <c>ShareRejected</c>.</exception>
    public async Task<MeecoShare> AcceptAsync(string id, CancellationToken cancel)
    {
        var answer = await session.Apis.Shares.AcceptAsync(id, cancel)
            .OrNotFound(() => ClientErrors.ShareNotReceived(id)).ConfigureAwait(false);
        return await MapAsync(answer.Share, cancel).ConfigureAwait(false);
    }

    /// <summary>Rejects an incoming share that waits for acceptance.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>
    /// The share as it is now; null if this server has no such call, although the share is there: then it can only be
    /// removed, which is for the user to decide.
    /// </returns>
    /// <exception cref="MeecoException"><c>ShareNotFound</c>.</exception>
    public async Task<MeecoShare?> RejectAsync(string id, CancellationToken cancel)
    {
        if (await session.Apis.Shares.RejectAsync(id, cancel).OrNull().ConfigureAwait(false) is { } answer)
        {
            return await MapAsync(answer.Share, cancel).ConfigureAwait(false);
        }

        await session.Apis.Shares.GetIncomingAsync(id, cancel)
            .OrNotFound(() => ClientErrors.ShareNotReceived(id)).ConfigureAwait(false);
        return null;
    }

    /// <summary>Changes expiry or mode of an outgoing share.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="changes">What changes.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The share as it is now.</returns>
    /// <exception cref="MeecoException"><c>ShareNotFound</c>, <c>NothingToChange</c>, <c>ShareExpiresTooLate</c>.</exception>
    public async Task<MeecoShare> ReconfigureAsync(string id, ShareChanges changes, CancellationToken cancel)
    {
        if (changes is { SetExpiresAt: false, SharingMode: null })
        {
            throw ClientErrors.NothingToChange();
        }

        var changed = await session.Apis.Shares.ReconfigureAsync(
            new PutSharesRequest
            {
                Shares =
                [
                    new PutSharesShare
                    {
                        ShareId = id,
                        ExpiresAt = changes.SetExpiresAt ? new Maybe<DateTimeOffset?>(changes.ExpiresAt) : default,
                        OnsharingPermitted = changes.SharingMode is { } mode ? mode == SharingMode.Anyone : null,
                        SharingMode = changes.SharingMode is { } said ? ShareMapping.Mode(said) : null,
                    },
                ],
            },
            cancel).OrNotFound(() => ClientErrors.ShareNotFound(id)).ConfigureAwait(false);

        // The owner may change an on-share that somebody else sent, which he finds in no list of his own.
        if (changed.Shares.FirstOrDefault(share => share.Id == id) is { } now)
        {
            return await MapAsync(now, cancel).ConfigureAwait(false);
        }

        // The published API leaves open what that call answers.
        var answer = await session.Apis.Shares.GetOutgoingAsync(id, cancel)
            .OrNotFound(() => ClientErrors.ShareNotFound(id)).ConfigureAwait(false);
        return await MapAsync(answer.Share, cancel).ConfigureAwait(false);
    }

    /// <summary>Re-encrypts an own item for all its shares now, on-shares of others included.</summary>
    /// <param name="itemId">The item's id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The shares that have the new values.</returns>
    /// <exception cref="MeecoException">
    /// <c>ItemNotFound</c>, <c>ReceivedItemReadOnly</c>; <c>SharesLeftOut</c>: not all have them.
    /// </exception>
    public async Task<IReadOnlyList<MeecoShare>> UpdateAsync(string itemId, CancellationToken cancel)
    {
        var updated = await _updater.UpdateAsync(itemId, known: null, task: null, cancel).ConfigureAwait(false);
        if (updated.LeftOut is { } leftOut)
        {
            throw leftOut;
        }

        var shares = new List<MeecoShare>(updated.Shares.Count);
        foreach (var share in updated.Shares)
        {
            shares.Add(await MapAsync(share, cancel).ConfigureAwait(false));
        }

        return shares;
    }

    /// <summary>Ends a share, and what was shared on under it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>When it is gone.</returns>
    /// <exception cref="MeecoException"><c>ShareNotFound</c>.</exception>
    public Task RemoveAsync(string id, CancellationToken cancel) =>
        session.Apis.Shares.DeleteAsync(id, cancel).OrNotFound(() => ClientErrors.ShareNotFound(id));

    private async Task<ShareWithItemResponse> ReadItemAsync(string id, CancellationToken cancel)
    {
        var answer = await session.Apis.Shares.GetIncomingItemAsync(id, cancel)
            .OrNotFound(() => ClientErrors.ShareNotFound(id)).ConfigureAwait(false);

        // The values of an item that came twice belong to the share that serves it, whether this one is accepted or not (rule 38).
        return answer.ItemSharedViaAnotherShareId is { Length: > 0 } serving && serving != id
            ? await session.Apis.Shares.GetIncomingItemAsync(serving, cancel)
                .OrNotFound(() => ClientErrors.ShareNotFound(id)).ConfigureAwait(false)
            : answer;
    }

    private async IAsyncEnumerable<MeecoShare> ReadAsync(
        Func<SharesQuery, CancellationToken, Task<SharePageResponse>> list,
        SharesQuery query,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var pages = Paging.PagesAsync(
            (cursor, stop) => list(query with { NextPageAfter = cursor }, stop), page => page.NextPageAfter, cancel);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            foreach (var share in page.Shares)
            {
                yield return await MapAsync(share, cancel).ConfigureAwait(false);
            }
        }
    }

    private async Task<MeecoShare> MapAsync(ShareBody share, CancellationToken cancel)
    {
        var other = share.RecipientId == session.UserId ? share.SenderId : share.RecipientId;
        return ShareMapping.Map(
            share,
            session.UserId,
            await _names.FindAsync(other, cancel).ConfigureAwait(false),
            await _slotNames.FindAsync(share, cancel).ConfigureAwait(false));
    }
}
