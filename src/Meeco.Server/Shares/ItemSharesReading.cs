using System.Runtime.InteropServices;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Shares;

/// <summary>Reads the shares that an owner encrypts his items for (rule 51).</summary>
internal sealed class ItemSharesReading(
    MeecoDb db,
    PublicIds ids,
    Transactions transactions,
    SharingSources sources,
    TimeProvider clock)
{
    /// <summary>An answer about several items has no more shares than this: each may have a public key of a kilobyte of its own.</summary>
    public const int MaxShares = 2000;

    /// <summary>The shares of one item.</summary>
    /// <exception cref="RefusedException">404: not his. 403: his copy of another's item.</exception>
    public Task<ItemSharesResponse> OfItemAsync(VaultCaller caller, string id, CancellationToken cancel) => transactions.ReadAsync(
        async inner =>
        {
            var item = (await sources.OwnAsync(caller, [id], inner)).Single();
            var shares = await Entries(Live().Where(share => share.ItemKey == item.Key).OrderBy(share => share.Key)).ToListAsync(inner);
            return new ItemSharesResponse { Version = item.Version, Shares = [.. shares.Select(share => share.ToBody(ids, id))] };
        },
        cancel);

    /// <summary>The shares of those of the items that are the caller's, as far as there is room.</summary>
    public Task<SharesOfItemsResponse> OfItemsAsync(VaultCaller caller, IReadOnlyCollection<string> itemIds, CancellationToken cancel) =>
        transactions.ReadAsync(
            async inner =>
            {
                var keys = itemIds.Select(id => ids.Decode(id, IdKind.Item)).OfType<long>().ToHashSet();
                var items = await SharingSources.Own(db, caller, keys)
                    .OrderBy(item => item.Key)
                    .Select(item => new { item.Key, item.Version })
                    .ToListAsync(inner);
                var own = items.ConvertAll(item => item.Key);
                var shares = await Entries(
                    Live().Where(share => own.Contains(share.ItemKey)).OrderBy(share => share.ItemKey).ThenBy(share => share.Key).Take(MaxShares + 1))
                    .ToListAsync(inner);

                // The last item may have more than were read, and those behind it were not looked at.
                var complete = shares.Count > MaxShares ? items.FindIndex(item => item.Key == shares[^1].ItemKey) : items.Count;
                var byItem = shares.ToLookup(share => share.ItemKey);
                var publicKeys = new Dictionary<string, int>(StringComparer.Ordinal);
                return new SharesOfItemsResponse
                {
                    Items = [.. items.Take(complete).Select(item => Body(item.Key, item.Version, byItem[item.Key], publicKeys))],
                    PublicKeys = [.. publicKeys.Keys],
                    LeftOutIds = [.. items.Skip(complete).Select(item => ids.Encode(IdKind.Item, item.Key))],
                };
            },
            cancel);

    private SharesOfItemBody Body(long itemKey, long version, IEnumerable<Entry> shares, Dictionary<string, int> publicKeys) => new()
    {
        ItemId = ids.Encode(IdKind.Item, itemKey),
        Version = version,
        Shares = [.. shares.Select(share => share.ToBody(ids, publicKeys))],
    };

    private IQueryable<Share> Live() => db.Shares.Where(ShareReading.Live(clock.GetUtcNow()));

    private static IQueryable<Entry> Entries(IQueryable<Share> shares) =>
        shares.Select(share => new Entry(share.Key, share.ItemKey, share.PublicKey, share.SlotKey));

    private sealed record Entry(long Key, long ItemKey, string PublicKey, long? SlotKey)
    {
        public SharesOfItemEntry ToBody(PublicIds ids, Dictionary<string, int> publicKeys)
        {
            ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(publicKeys, PublicKey, out var isKnown);
            if (!isKnown)
            {
                index = publicKeys.Count - 1;
            }

            return new SharesOfItemEntry
            {
                Id = ids.Encode(IdKind.Share, Key),
                PublicKeyIndex = index,
                SlotId = ids.Encode(IdKind.Slot, SlotKey),
            };
        }

        public ItemSharesEntry ToBody(PublicIds ids, string itemId) => new()
        {
            Id = ids.Encode(IdKind.Share, Key),
            PublicKey = PublicKey,
            ItemId = itemId,
            SlotId = ids.Encode(IdKind.Slot, SlotKey),
        };
    }
}
