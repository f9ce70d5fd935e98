using Meeco.Server.ClientTasks;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Server.Storage.Postgres;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Shares;

/// <summary>Changes mode and expiry of shares, and ends shares, with all that hangs on them (docs/WIRE.md 4.7.3, decision ending).</summary>
internal sealed class ShareReconfiguration(
    MeecoDb db,
    PublicIds ids,
    ShareCascade cascade,
    ClientTaskQueue queue,
    ShareEvents events,
    TimeProvider clock,
    IOptions<ServerOptions> options)
{
    /// <summary>Changes the shares that are named, all or none. Call it inside a transaction.</summary>
    /// <returns>The shares in the order of the request, without those that ended because their parent no longer permits them.</returns>
    /// <exception cref="RefusedException">404 or 403: not the caller's to change. 422: not possible.</exception>
    public async Task<IReadOnlyList<Share>> ApplyAsync(VaultCaller caller, IReadOnlyList<PutSharesShare> changes, CancellationToken cancel)
    {
        var keys = changes.Select(KeyOf).ToList();
        var shares = await db.Shares
            .Include(share => share.Item)
            .Include(share => share.Parent)
            .Where(share => keys.Contains(share.Key))
            .ToDictionaryAsync(share => share.Key, cancel);
        if (keys.Distinct().Count() < keys.Count)
        {
            throw Refuse.Invalid("shares.share_id", "A share is named twice.");
        }

        // Parents before children, so that a child is judged by what its parent becomes.
        var changed = new List<long>();
        var shortened = new List<Share>();
        foreach (var change in changes.OrderBy(change => Find(shares, change, caller).Depth))
        {
            var share = shares[KeyOf(change)];
            var (mode, end) = (share.Mode, share.ExpiresAt);
            SetMode(share, change, caller);
            SetEnd(share, change);
            if (share.Mode != mode || share.ExpiresAt != end)
            {
                changed.Add(share.Key);
            }

            if (share.ExpiresAt is { } newEnd && newEnd < (end ?? DateTimeOffset.MaxValue))
            {
                shortened.Add(share);
            }
        }

        await db.LockItemsAsync(shares.Values.Select(share => share.ItemKey), cancel);
        await cascade.EndAsync(
            caller,
            db.Shares.Where(share => share.Parent!.Mode == SharingMode.Owner && keys.Contains(share.ParentKey!.Value)),
            cancel);
        foreach (var share in shortened)
        {
            await cascade.ShortenOnSharesAsync(caller, share, share.ExpiresAt!.Value, cancel);
        }

        // Read again, for cascades change rows behind the change tracker.
        var left = await db.Shares.AsNoTracking()
            .Include(share => share.Item)
            .Where(share => keys.Contains(share.Key))
            .ToDictionaryAsync(share => share.Key, cancel);
        var standing = keys.Where(left.ContainsKey).Select(key => left[key]).ToList();
        await events.TellPartiesAsync(caller, EventTypes.ShareReconfigured, [.. changed.Where(left.ContainsKey)], cancel);
        await RequireUpdatesAsync(standing, cancel);
        return standing;
    }

    /// <summary>Ends the shares that are named, all or none. Call it inside a transaction.</summary>
    /// <exception cref="RefusedException">404: the caller is neither owner nor sender nor recipient of one of them.</exception>
    public async Task EndAsync(VaultCaller caller, IReadOnlyList<string> shareIds, CancellationToken cancel)
    {
        var keys = shareIds.Select(KeyOf).ToHashSet();
        var user = caller.UserKey;
        var shares = db.Shares.Where(
            share => keys.Contains(share.Key) && (share.OwnerKey == user || share.SenderKey == user || share.RecipientKey == user));
        if (await shares.CountAsync(cancel) < keys.Count)
        {
            throw Refuse.NotFound("share");
        }

        await cascade.EndAsync(caller, shares, cancel);
    }

    private long KeyOf(PutSharesShare change) => KeyOf(change.ShareId);

    private long KeyOf(string? id) => ids.Decode(id, IdKind.Share) ?? throw Refuse.NotFound("share");

    private Share Find(Dictionary<long, Share> shares, PutSharesShare change, VaultCaller caller)
    {
        if (!shares.TryGetValue(KeyOf(change), out var share))
        {
            throw Refuse.NotFound("share");
        }

        if (share.OwnerKey == caller.UserKey || share.SenderKey == caller.UserKey)
        {
            return share;
        }

        throw share.RecipientKey == caller.UserKey
            ? Refuse.Forbidden(ErrorCodes.Forbidden, "The recipient of a share does not change it.")
            : Refuse.NotFound("share");
    }

    private void SetMode(Share share, PutSharesShare change, VaultCaller caller)
    {
        if (ShareTermsReader.ParseMode(change.SharingMode, change.OnsharingPermitted) is not { } mode || mode == share.Mode)
        {
            return;
        }

        if (share.OwnerKey != caller.UserKey)
        {
            throw Refuse.Forbidden(ErrorCodes.Forbidden, "Only the owner of the item says whether it may be shared on.");
        }

        if (mode == SharingMode.Anyone && share.Depth > 0 && share.Depth >= options.Value.MaxOnShareDepth)
        {
            throw Refuse.Forbidden(ErrorCodes.OnsharingTooDeep, "The chain of shares is as long as this server allows.");
        }

        share.Mode = mode;
    }

    private void SetEnd(Share share, PutSharesShare change)
    {
        if (!change.ExpiresAt.IsPresent)
        {
            return;
        }

        var end = change.ExpiresAt.Value;
        if (end <= clock.GetUtcNow())
        {
            throw Refuse.Invalid("shares.expires_at", "A share must end in the future; delete it to end it now.");
        }

        if (share.Parent?.ExpiresAt is { } limit && (end ?? DateTimeOffset.MaxValue) > limit && !options.Value.OnShareMayOutliveItsParent)
        {
            throw Refuse.Invalid(ErrorCodes.ShareExpiresTooLate, "shares.expires_at", "An on-share ends no later than the share it came from.");
        }

        share.ExpiresAt = end;
    }

    // A share that had expired was not kept up to date, and now stands again.
    private async Task RequireUpdatesAsync(IReadOnlyList<Share> shares, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var behind = shares.Where(share => share.IsLive(now) && share.ValuesVersion < share.Item!.Version);
        foreach (var item in behind.Select(share => share.Item!).DistinctBy(item => item.Key))
        {
            await queue.RequireUpdateAsync(item, claimedWillDo: false, cancel);
        }

        await db.SaveChangesAsync(cancel);
    }
}
