using System.Runtime.CompilerServices;
using Meeco.Wire;

namespace Meeco;

/// <summary>Lists items: per page one call for the items and one for the shares that brought the received ones.</summary>
internal sealed class ItemLister(MeecoSession session)
{
    private readonly ItemKeys _keys = new(session);

    /// <summary>Lists items with their values.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The items; one that cannot be read carries its <see cref="MeecoItem.Error"/> and no slots.</returns>
    public async IAsyncEnumerable<MeecoItem> ListAsync(
        ItemFilter filter,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in PagesAsync(filter, cancel).ConfigureAwait(false))
        {
            var wanted = page.Items.Where(item => Fits(item, filter)).ToList();
            var slots = page.Slots.ToLookup(slot => slot.ItemId, StringComparer.Ordinal);
            var shares = await SharesOfAsync(wanted, cancel).ConfigureAwait(false);
            var read = new MeecoItem[wanted.Count];
            await Parallel.ForAsync(0, read.Length, cancel, async (index, stop) =>
            {
                var item = wanted[index];
                read[index] = await ReadAsync(item, slots[item.Id], shares, stop).ConfigureAwait(false);
            }).ConfigureAwait(false);
            foreach (var (item, body) in read.Zip(wanted))
            {
                yield return item with
                {
                    Classifications = ClassificationService.Pick(body.ClassificationNodeIds, page.ClassificationNodes),
                };
            }
        }
    }

    /// <summary>Lists items without opening them.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The items as the vault answers them.</returns>
    public async IAsyncEnumerable<ItemBody> FindAsync(
        ItemFilter filter,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in PagesAsync(filter, cancel).ConfigureAwait(false))
        {
            foreach (var item in page.Items.Where(item => Fits(item, filter)))
            {
                yield return item;
            }
        }
    }

    /// <summary>Lists pages of items.</summary>
    /// <param name="filter">Which; the label is not regarded here.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The pages as the vault answers them.</returns>
    public async IAsyncEnumerable<ItemsResponse> PagesAsync(
        ItemFilter filter,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var templates = new List<string>();
        foreach (var template in filter.Templates)
        {
            templates.Add((await session.Templates.ResolveAsync(template, cancel).ConfigureAwait(false)).Id);
        }

        var query = new ItemsQuery
        {
            TemplateIds = Paging.CommaList(templates),
            Name = filter.Name,
            ClassificationScheme = filter.ClassificationScheme,
            ClassificationNames = Paging.CommaList(filter.ClassificationNames),
            SharedWith = filter.SharedWith,
            OwnerId = filter.OwnerId,
            Own = filter.Own switch { true => "true", false => "false", null => null },
            ItemIds = Paging.CommaList(filter.ItemIds),
            Order = filter.OldestFirst ? "asc" : null,
            PerPage = filter.PageSize,
        };
        var pages = Paging.PagesAsync(
            (cursor, stop) => session.Apis.Items.ListAsync(query with { NextPageAfter = cursor }, stop),
            page => page.NextPageAfter,
            cancel);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            session.Names.Note(page);
            yield return page;
        }
    }

    /// <summary>Reads items without opening them, in as few calls as possible.</summary>
    /// <param name="ids">Their ids, as many as there may be.</param>
    /// <param name="own">Whether own items are meant, or received ones; null for both.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The items with their slots, in any order; one that is gone is missing.</returns>
    public async Task<IReadOnlyList<(ItemBody Item, IReadOnlyList<SlotBody> Slots)>> ReadAsync(
        IEnumerable<string> ids,
        bool? own,
        CancellationToken cancel)
    {
        var items = new List<(ItemBody Item, IReadOnlyList<SlotBody> Slots)>();
        foreach (var chunk in ids.Distinct(StringComparer.Ordinal).Chunk(Paging.MaxIdsPerQuery))
        {
            var filter = new ItemFilter { Own = own, ItemIds = chunk, PageSize = chunk.Length };
            await foreach (var page in PagesAsync(filter, cancel).ConfigureAwait(false))
            {
                var slots = page.Slots.ToLookup(slot => slot.ItemId, StringComparer.Ordinal);
                items.AddRange(page.Items.Select(item => (item, (IReadOnlyList<SlotBody>)[.. slots[item.Id]])));
            }
        }

        return items;
    }

    /// <summary>Reads the shares that brought received items.</summary>
    /// <param name="items">Items; own ones are passed over.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The shares by their ids; one that has ended is missing.</returns>
    public async Task<Dictionary<string, ShareBody>> SharesOfAsync(IEnumerable<ItemBody> items, CancellationToken cancel)
    {
        var ids = items.Where(item => !item.Own).Select(item => item.ShareId).OfType<string>().Distinct().ToList();
        var shares = new Dictionary<string, ShareBody>(StringComparer.Ordinal);
        foreach (var chunk in ids.Chunk(Paging.MaxIdsPerQuery))
        {
            var pages = Paging.PagesAsync(
                (cursor, stop) => session.Apis.Shares.ListIncomingAsync(
                    new SharesQuery { ShareIds = Paging.CommaList(chunk), NextPageAfter = cursor }, stop),
                page => page.NextPageAfter,
                cancel);
            await foreach (var page in pages.ConfigureAwait(false))
            {
                foreach (var share in page.Shares)
                {
                    shares[share.Id] = share;
                }
            }
        }

        return shares;
    }

    private static bool Fits(ItemBody item, ItemFilter filter) =>
        filter.Label is null || string.Equals(item.Label, filter.Label, StringComparison.OrdinalIgnoreCase);

    private async Task<MeecoItem> ReadAsync(
        ItemBody item,
        IEnumerable<SlotBody> slots,
        Dictionary<string, ShareBody> shares,
        CancellationToken cancel)
    {
        var share = item.ShareId is { } id ? shares.GetValueOrDefault(id) : null;
        try
        {
            if (item.Own)
            {
                return ItemReader.Read(item, slots, session.Keys.Dek, share: null);
            }

            if (share is null)
            {
                // It ended between the two calls.
                throw ClientErrors.ItemNotFound(item.Label);
            }

            if (!ShareMapping.IsReadable(share) || ShareMapping.IsWithheld(share, session.Settings.Time.GetUtcNow()))
            {
                return ItemReader.Describe(item, share);
            }

            using var key = await _keys.OfShareAsync(share, cancel).ConfigureAwait(false);
            return ItemReader.Read(item, slots, key.Key, share);
        }
        catch (MeecoException fault) when (fault.Category is MeecoErrorCategory.Security or MeecoErrorCategory.NotFound)
        {
            return ItemReader.Describe(item, share) with { Error = fault };
        }
    }
}
