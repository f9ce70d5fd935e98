using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Shares;

/// <summary>Lists what a user received and what he sent.</summary>
internal sealed class ShareListing(MeecoDb db, PublicIds ids, ShareViews views)
{
    /// <summary>A page of the shares that the caller received, whatever their state unless he asks for one (rule 26).</summary>
    /// <exception cref="RefusedException">400: the state is none.</exception>
    public async Task<SharePageResponse> IncomingAsync(VaultCaller caller, IQueryCollection query, PageRequest page, CancellationToken cancel)
    {
        var shares = db.Shares.Where(share => share.RecipientKey == caller.UserKey);
        if (Text(query, "acceptance_required") is { } state)
        {
            var acceptance = ShareViews.ParseAcceptance(state)
                ?? throw Refuse.BadRequest("acceptance_required", "acceptance_required is none of its four states.");
            shares = shares.Where(share => share.Acceptance == acceptance);
        }

        if (Text(query, "share_ids") is { } list)
        {
            var keys = List(list).Select(id => ids.Decode(id, IdKind.Share)).OfType<long>().ToList();
            shares = shares.Where(share => keys.Contains(share.Key));
        }

        if (Text(query, "own_connection_id") is { } connection)
        {
            var others = Others(caller, connection);
            shares = shares.Where(share => others.Contains(share.SenderKey));
        }

        return await PageAsync(shares, caller, page, cancel);
    }

    /// <summary>A page of the shares that the caller made, as owner or by sharing on.</summary>
    public async Task<SharePageResponse> OutgoingAsync(VaultCaller caller, IQueryCollection query, PageRequest page, CancellationToken cancel)
    {
        var shares = db.Shares.Where(share => share.SenderKey == caller.UserKey);
        var itemIds = query["item_ids"].SelectMany(text => List(text ?? "")).ToList();
        if (itemIds.Count > 0)
        {
            var itemKeys = itemIds.Select(id => ids.Decode(id, IdKind.Item)).OfType<long>().ToList();
            var copyKeys = itemIds.Select(id => ids.Decode(id, IdKind.ReceivedItem)).OfType<long>().ToList();
            var copied = db.ReceivedItems
                .Where(copy => copy.RecipientKey == caller.UserKey && copyKeys.Contains(copy.Key))
                .Select(copy => copy.ItemKey);
            shares = shares.Where(share => itemKeys.Contains(share.ItemKey) || copied.Contains(share.ItemKey));
        }

        if (Text(query, "own_connection_id") is { } connection)
        {
            var others = Others(caller, connection);
            shares = shares.Where(share => others.Contains(share.RecipientKey));
        }

        return await PageAsync(shares, caller, page, cancel);
    }

    /// <summary>One share that the caller received; null when it is not his.</summary>
    public Task<Share?> FindIncomingAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.Share);
        return db.Shares.AsNoTracking().SingleOrDefaultAsync(share => share.Key == key && share.RecipientKey == caller.UserKey, cancel);
    }

    /// <summary>One share that the caller made; null when it is not his.</summary>
    public Task<Share?> FindOutgoingAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.Share);
        return db.Shares.AsNoTracking().SingleOrDefaultAsync(share => share.Key == key && share.SenderKey == caller.UserKey, cancel);
    }

    private async Task<SharePageResponse> PageAsync(IQueryable<Share> shares, VaultCaller caller, PageRequest page, CancellationToken cancel)
    {
        var found = await shares.AsNoTracking().PageAsync(page, cancel);
        return new SharePageResponse
        {
            Shares = [.. found.Rows.Select(share => views.Body(share, caller.UserKey))],
            NextPageAfter = found.Next is { } next ? ids.EncodeCursor(next) : null,
            Meta = page.Meta("shares.created_at", found.Next is not null),
        };
    }

    // A connection that is not the caller's has no other user, and so no shares.
    private IQueryable<long> Others(VaultCaller caller, string connectionId)
    {
        var key = ids.Decode(connectionId, IdKind.Connection);
        return db.Connections.Where(side => side.Key == key && side.UserKey == caller.UserKey).Select(side => side.OtherUserKey);
    }

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    private static string[] List(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
