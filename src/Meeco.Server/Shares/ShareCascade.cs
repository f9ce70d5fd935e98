using Meeco.Server.Http;
using Meeco.Server.Items;

namespace Meeco.Server.Shares;

/// <summary>What the end of one thing ends with it: shares, the on-shares under them, copies, tasks. Call it inside the transaction that ends the thing.</summary>
internal sealed class ShareCascade
{
    /// <summary>The owner removed slots: their values leave every share of the item at once (design 8).</summary>
    public Task SlotsRemovedAsync(Item item, IReadOnlyCollection<int> ordinals, CancellationToken cancel) =>
        throw new NotSupportedException();

    /// <summary>The owner deletes the item: its shares and copies go, its tasks are closed. The item's row is the caller's to remove.</summary>
    public Task ItemDeletedAsync(Item item, CancellationToken cancel) =>
        throw new NotSupportedException();

    /// <summary>A recipient deletes his copy: his shares of the item go, with the on-shares under them (rule 35).</summary>
    /// <exception cref="RefusedException">404: he has no such copy.</exception>
    public Task ReceivedItemDeletedAsync(VaultCaller caller, long key, CancellationToken cancel) =>
        throw new NotSupportedException();
}
