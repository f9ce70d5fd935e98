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
        var reading = _lister.ReadAsync(itemIds, own: null, cancel);
        var looking = StandingAsync(itemIds, cancel);
        await Task.WhenAll(reading, looking).ConfigureAwait(false);
        var items = await reading.ConfigureAwait(false);
        var standing = await looking.ConfigureAwait(false);
        var incoming = await _lister.SharesOfAsync(items.Select(entry => entry.Item), cancel).ConfigureAwait(false);
        return items.ToDictionary(
            entry => entry.Item.Id,
            entry => new ShareStart(
                entry.Item,
                entry.Slots,
                entry.Item.ShareId is { } id ? incoming.GetValueOrDefault(id) : null,
                [.. standing[entry.Item.OriginalId ?? entry.Item.Id]]),
            StringComparer.Ordinal);
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
