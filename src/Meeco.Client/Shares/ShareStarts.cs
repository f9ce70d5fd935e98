using Meeco.Wire;

namespace Meeco;

/// <summary>Reads what sharing needs to know of many items in a few calls, instead of some for each.</summary>
internal sealed class ShareStarts(MeecoSession session)
{
    /// <summary>How many shares a page of them has: as many as servers give.</summary>
    public const int SharesPerPage = 1000;

    private readonly ItemLister _lister = new(session);

    /// <summary>Reads items, the shares that brought them, and the user's shares of them.</summary>
    /// <param name="itemIds">Their ids, for the user of the session; at most <see cref="Paging.MaxIdsPerQuery"/>.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>What was found, by those ids; an item that is gone is missing.</returns>
    public async Task<IReadOnlyDictionary<string, ShareStart>> ReadAsync(IReadOnlyList<string> itemIds, CancellationToken cancel)
    {
        var standing = StandingAsync(itemIds, cancel);
        var filter = new ItemFilter { ItemIds = itemIds, PageSize = itemIds.Count };
        var found = new Dictionary<string, ShareStart>(StringComparer.Ordinal);
        await foreach (var page in _lister.PagesAsync(filter, cancel).ConfigureAwait(false))
        {
            var slots = page.Slots.ToLookup(slot => slot.ItemId, StringComparer.Ordinal);
            var incoming = await _lister.SharesOfAsync(page.Items, cancel).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                found[item.Id] = new ShareStart(
                    item,
                    [.. slots[item.Id]],
                    item.ShareId is { } id ? incoming.GetValueOrDefault(id) : null,
                    [.. (await standing.ConfigureAwait(false))[item.OriginalId ?? item.Id]]);
            }
        }

        // Also where no item was found: nobody else would see its failure.
        await standing.ConfigureAwait(false);
        return found;
    }

    private async Task<ILookup<string, ShareBody>> StandingAsync(IReadOnlyList<string> itemIds, CancellationToken cancel)
    {
        var now = session.Settings.Time.GetUtcNow();
        var shares = new List<ShareBody>();
        var pages = Paging.PagesAsync(
            (cursor, stop) => session.Apis.Shares.ListOutgoingAsync(
                new SharesQuery { ItemIds = itemIds, PerPage = SharesPerPage, NextPageAfter = cursor }, stop),
            page => page.NextPageAfter,
            cancel);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            shares.AddRange(page.Shares.Where(share => ShareMapping.IsLive(share, now)));
        }

        return shares.ToLookup(share => share.ItemId, StringComparer.Ordinal);
    }
}
