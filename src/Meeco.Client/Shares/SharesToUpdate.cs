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
            var answer = await ReadAsync(chunk, cancel).ConfigureAwait(false);
            foreach (var item in answer.Items)
            {
                shares[item.ItemId] = new ItemSharesResponse
                {
                    Version = item.Version,
                    Shares = [.. item.Shares.Select(share => Entry(share, answer.PublicKeys))],
                };
            }
        }

        return shares;
    }

    private static ItemSharesEntry Entry(SharesOfItemEntry share, IReadOnlyList<string> publicKeys) => new()
    {
        Id = share.Id,
        PublicKey = publicKeys.ElementAtOrDefault(share.PublicKeyIndex)
            ?? throw ClientErrors.NotTheProtocol("public_key_index names no public key."),
        SlotId = share.SlotId,
    };

    private async Task<SharesOfItemsResponse> ReadAsync(string[] itemIds, CancellationToken cancel)
    {
        try
        {
            return await session.Apis.Shares.GetOfItemsAsync(Paging.CommaList(itemIds)!, cancel).ConfigureAwait(false);
        }
        catch (MeecoServerException fault) when (fault.Category == MeecoErrorCategory.NotFound)
        {
            _unknown = true;
            return new SharesOfItemsResponse();
        }
    }
}
