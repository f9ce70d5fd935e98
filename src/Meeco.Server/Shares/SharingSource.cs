using Meeco.Server.Items;
using Meeco.Server.Storage;

namespace Meeco.Server.Shares;

/// <summary>What a caller shares from: his own item, or a copy that he may share on.</summary>
/// <param name="Item">The original, with its slots.</param>
/// <param name="OnShare">What sharing on starts from; null for the owner.</param>
internal sealed record SharingSource(Item Item, OnShareSource? OnShare)
{
    /// <summary>The version that the caller has read if he read the newest.</summary>
    public long Version => OnShare?.Serving.ValuesRevision ?? Item.Version;

    /// <summary>The item's version that the values which the caller reads belong to.</summary>
    public long ValuesVersion => OnShare?.Serving.ValuesVersion ?? Item.Version;

    /// <summary>The slot that the caller knows under this id; null when it is none that he can share.</summary>
    public Slot? FindSlot(PublicIds ids, string? id)
    {
        if (OnShare is null)
        {
            var key = ids.Decode(id, IdKind.Slot);
            return Item.Slots.SingleOrDefault(slot => slot.Key == key);
        }

        return ids.Decode(id) is { Kind: IdKind.ReceivedSlot } named && named.Key == OnShare.Serving.ReceivedItemKey
            ? Item.Slots.SingleOrDefault(slot => slot.Ordinal == named.Ordinal && OnShare.Covers(slot.Ordinal))
            : null;
    }
}
