using Meeco.Server.Http;
using Meeco.Server.Items;
using Meeco.Server.Storage;
using Meeco.Wire;

namespace Meeco.Server.Shares;

/// <summary>The recipient's side of items: which copies he has, and what of them he may see now.</summary>
internal sealed class ReceivedItems(MeecoDb db)
{
    /// <summary>The copies that stand in this recipient's list of items: not those of rejected shares.</summary>
    public IQueryable<ReceivedItem> Listed(long recipientKey) => db.ReceivedItems.Where(received => received.RecipientKey == recipientKey);

    /// <summary>The copies with these keys as their recipient sees them, in the order of the keys.</summary>
    /// <param name="keys">Keys that came from <see cref="Listed"/>.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<IReadOnlyList<ItemContent>> RenderAsync(IReadOnlyList<long> keys, CancellationToken cancel) =>
        throw new NotSupportedException();

    /// <summary>One copy of this caller, withheld or not; null when he has none with that key.</summary>
    public Task<ItemContent?> FindAsync(VaultCaller caller, long key, CancellationToken cancel) =>
        throw new NotSupportedException();

    /// <summary>One slot of a copy of this caller; null when there is none, or while it is withheld.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="key">The copy.</param>
    /// <param name="ordinal">The original slot's ordinal.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<SlotBody?> FindSlotAsync(VaultCaller caller, long key, int ordinal, CancellationToken cancel) =>
        throw new NotSupportedException();
}
