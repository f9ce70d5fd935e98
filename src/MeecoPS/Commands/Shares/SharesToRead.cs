using System.Runtime.CompilerServices;
using Meeco;
using MeecoPS.Identities;

namespace MeecoPS.Commands.Shares;

/// <summary>One share that is named, the one that brought a received item, or all shares of an own item.</summary>
public sealed class SharesToRead
{
    private readonly string _shareId = string.Empty;
    private readonly string? _ownItemId;
    private IReadOnlyList<MeecoShare>? _ofItem;

    internal SharesToRead(ShareIdentity share) => (_shareId, Source) = (share.Reference, share.Source);

    internal SharesToRead(MeecoItem item)
    {
        Source = item;
        if (item.ShareId is { } brought)
        {
            _shareId = brought;
        }
        else
        {
            _ownItemId = item.Id;
        }
    }

    internal object Source { get; }

    /// <summary>What the user gave.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => Source.ToString() ?? _shareId;

    /// <summary>Reads the shares of several own items in one call.</summary>
    internal static async Task ReadAsync(IReadOnlyList<SharesToRead> wanted, MeecoSession session, CancellationToken cancel)
    {
        var ids = wanted.Select(one => one._ownItemId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count == 0)
        {
            return;
        }

        var shares = await OfItems(ids, session, cancel).ToListAsync(cancel).ConfigureAwait(false);
        var byItem = shares.ToLookup(share => share.ItemId, StringComparer.Ordinal);
        foreach (var one in wanted.Where(one => one._ownItemId is not null))
        {
            one._ofItem = [.. byItem[one._ownItemId!]];
        }
    }

    /// <summary>Gives the shares.</summary>
    internal async IAsyncEnumerable<MeecoShare> GetAsync(MeecoSession session, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (_ownItemId is null)
        {
            yield return await session.Shares.GetAsync(_shareId, cancel).ConfigureAwait(false);
            yield break;
        }

        // Shares among the input end a group of items before it is read about.
        await foreach (var share in (_ofItem?.ToAsyncEnumerable() ?? OfItems([_ownItemId], session, cancel)).ConfigureAwait(false))
        {
            yield return share;
        }
    }

    private static IAsyncEnumerable<MeecoShare> OfItems(IReadOnlyList<string> ids, MeecoSession session, CancellationToken cancel) =>
        session.Shares.ListAsync(new ShareFilter { Direction = ShareDirection.Outgoing, ItemIds = ids }, cancel);
}
