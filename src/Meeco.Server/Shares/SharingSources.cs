using Meeco.Server.Http;
using Meeco.Server.Items;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Shares;

/// <summary>Finds the item that a call of a share's party names, and says what he may do with it.</summary>
internal sealed class SharingSources(
    MeecoDb db,
    PublicIds ids,
    SharingLookup lookup,
    TimeProvider clock,
    IOptions<ServerOptions> options)
{
    /// <summary>Those of the named items that are the caller's, found by their keys, however many he has.</summary>
    public static IQueryable<Item> Own(MeecoDb db, VaultCaller caller, IReadOnlyCollection<long> keys) =>
        db.Items.Where(item => keys.Contains(item.Key)).WhereOnly(item => item.OwnerKey, caller.UserKey);

    /// <summary>The items that their owner names, in his order and untracked.</summary>
    /// <exception cref="RefusedException">404: one is not his. 403: one is his copy of another's item. 400: he names one twice.</exception>
    public Task<IReadOnlyList<Item>> OwnAsync(VaultCaller caller, IReadOnlyList<string> itemIds, CancellationToken cancel) =>
        OwnAsync(caller, itemIds, lookup.ItemsAsync, cancel);

    /// <inheritdoc cref="OwnAsync(VaultCaller, IReadOnlyList{string}, CancellationToken)"/>
    /// <summary>The items that their owner names, in his order and untracked, locked before they are looked at.</summary>
    public Task<IReadOnlyList<Item>> LockedOwnAsync(VaultCaller caller, IReadOnlyList<string> itemIds, CancellationToken cancel) =>
        OwnAsync(caller, itemIds, lookup.LockedItemsAsync, cancel);

    /// <summary>The caller's copy, with all shares that bring it.</summary>
    /// <exception cref="RefusedException">404: he has none with that id.</exception>
    public async Task<ReceivedItem> CopyAsync(VaultCaller caller, string id, CancellationToken cancel) =>
        ids.Decode(id, IdKind.ReceivedItem) is { } key
        && await db.ReceivedItems.Include(copy => copy.Shares).SingleOrDefaultAsync(
            copy => copy.Key == key && copy.RecipientKey == caller.UserKey && copy.Shares.Any(share => share.Acceptance != Acceptance.Rejected),
            cancel) is { } copy
            ? copy
            : throw Refuse.NotFound("item");

    /// <summary>The item that the caller wants to share, untracked: his own, or a copy that he may share on.</summary>
    /// <exception cref="RefusedException">404: no such item. 403: a copy that he may not share on.</exception>
    public async Task<SharingSource> ToShareAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        if (ids.Decode(id, IdKind.Item) is { } key)
        {
            return await LockedAsync(key, cancel) is { } own && own.OwnerKey == caller.UserKey
                ? new SharingSource(own, null)
                : throw await RefusalAsync(caller, id, cancel);
        }

        var copy = await CopyAsync(caller, id, cancel);
        var onShare = OnShare(copy);
        return new SharingSource((await LockedAsync(copy.ItemKey, cancel))!, onShare);
    }

    /// <summary>The share that the recipient of a copy reads.</summary>
    /// <exception cref="RefusedException">403: he may read none.</exception>
    public Share Serving(ReceivedItem copy)
    {
        var now = clock.GetUtcNow();
        if (copy.Shares.Serving(now) is { } serving)
        {
            return serving;
        }

        throw copy.Shares.Any(share => share.IsLive(now))
            ? Refuse.Forbidden(ErrorCodes.ShareNotAccepted, "The share must be accepted first.")
            : Refuse.Forbidden(ErrorCodes.ShareExpired, "The share has expired.");
    }

    private async Task<Item?> LockedAsync(long key, CancellationToken cancel) =>
        (await lookup.LockedItemsAsync(db, [key], cancel)).GetValueOrDefault(key);

    private async Task<IReadOnlyList<Item>> OwnAsync(
        VaultCaller caller,
        IReadOnlyList<string> itemIds,
        Func<MeecoDb, IReadOnlyCollection<long>, CancellationToken, Task<Dictionary<long, Item>>> find,
        CancellationToken cancel)
    {
        var keys = itemIds.Select(id => ids.Decode(id, IdKind.Item)).OfType<long>().Distinct().ToList();
        var own = (await find(db, keys, cancel)).Values.Where(item => item.OwnerKey == caller.UserKey).ToDictionary(item => item.Key);
        if (own.Count == itemIds.Count)
        {
            return [.. itemIds.Select(id => own[ids.Decode(id, IdKind.Item)!.Value])];
        }

        if (itemIds.FirstOrDefault(id => ids.Decode(id, IdKind.Item) is not { } key || !own.ContainsKey(key)) is { } stranger)
        {
            throw await RefusalAsync(caller, stranger, cancel);
        }

        throw Refuse.BadRequest("item_id", "An item is named twice.");
    }

    private OnShareSource OnShare(ReceivedItem copy)
    {
        var now = clock.GetUtcNow();
        var serving = Serving(copy);
        var parent = copy.Shares.OldestFirst()
            .FirstOrDefault(share => share.IsReadable(now) && share.Mode == SharingMode.Anyone)
            ?? throw Refuse.Forbidden(ErrorCodes.OnsharingNotPermitted, "The share that you received does not permit sharing on.");

        // A chain that was made under a higher limit ends where the present one says.
        return parent.Depth < (options.Value.MaxOnShareDepth ?? int.MaxValue)
            ? new OnShareSource(parent, serving)
            : throw Refuse.Forbidden(ErrorCodes.OnsharingTooDeep, "The chain of shares is as long as this server allows.");
    }

    private async Task<RefusedException> RefusalAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        _ = await CopyAsync(caller, id, cancel);
        return Refuse.Forbidden(ErrorCodes.Forbidden, "Only the owner of an item sees and updates all its shares.");
    }
}
