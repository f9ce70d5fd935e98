using Meeco.Wire;

namespace Meeco;

/// <summary>
/// Reads the shares of several own items in one call, which is an addition of our server: of another one, and of an item that
/// has too many, each item's shares are read by themselves when it is their turn.
/// </summary>
/// <param name="session">Whose items.</param>
internal sealed class SharesToUpdate(MeecoSession session)
{
    private bool _unknown;

    /// <summary>Reads shares.</summary>
    /// <param name="itemIds">The items; each once.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The shares by the ids of their items; those that did not come along are missing.</returns>
    public async Task<Dictionary<string, ItemSharesResponse>> ReadAsync(IReadOnlyList<string> itemIds, CancellationToken cancel)
    {
        var shares = new Dictionary<string, ItemSharesResponse>(StringComparer.Ordinal);
        foreach (var chunk in itemIds.Chunk(Paging.MaxIdsPerQuery).TakeWhile(_ => !_unknown))
        {
            foreach (var item in await ReadAsync(chunk, cancel).ConfigureAwait(false))
            {
                shares[item.ItemId] = new ItemSharesResponse { Version = item.Version, Shares = item.Shares };
            }
        }

        return shares;
    }

    private async Task<IReadOnlyList<SharesOfItemBody>> ReadAsync(string[] itemIds, CancellationToken cancel)
    {
        try
        {
            var answer = await session.Apis.Shares.GetOfItemsAsync(Paging.CommaList(itemIds)!, cancel).ConfigureAwait(false);
            return answer.Items;
        }
        catch (MeecoServerException fault) when (fault.Category == MeecoErrorCategory.NotFound)
        {
            _unknown = true;
            return [];
        }
    }
}
