using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Shares;

/// <summary>Lists what a user received and what he sent.</summary>
internal sealed class ShareListing(MeecoDb db, PublicIds ids, ShareViews views)
{
    /// <summary>A page of the shares that the caller received, whatever their state unless he asks for one (rule 26).</summary>
    /// <exception cref="RefusedException">400: a filter cannot be read.</exception>
    public Task<SharePageResponse> IncomingAsync(VaultCaller caller, IncomingShareFilter filter, PageRequest page, CancellationToken cancel) =>
        PageAsync(filter.Of(caller, ids, db), caller, page, cancel);

    /// <summary>A page of the shares that the caller made, as owner or by sharing on.</summary>
    public Task<SharePageResponse> OutgoingAsync(VaultCaller caller, OutgoingShareFilter filter, PageRequest page, CancellationToken cancel) =>
        PageAsync(filter.Of(caller, ids, db), caller, page, cancel);

    /// <summary>One share that the caller received.</summary>
    /// <exception cref="RefusedException">404: none of his.</exception>
    public Task<Share> FindIncomingAsync(VaultCaller caller, string id, CancellationToken cancel) => FindAsync(Received(caller), id, cancel);

    /// <summary>One share that the caller made.</summary>
    /// <exception cref="RefusedException">404: none of his.</exception>
    public Task<Share> FindOutgoingAsync(VaultCaller caller, string id, CancellationToken cancel) => FindAsync(Sent(caller), id, cancel);

    private IQueryable<Share> Received(VaultCaller caller) => db.Shares.AsNoTracking().Where(share => share.RecipientKey == caller.UserKey);

    private IQueryable<Share> Sent(VaultCaller caller) => db.Shares.AsNoTracking().Where(share => share.SenderKey == caller.UserKey);

    private async Task<Share> FindAsync(IQueryable<Share> shares, string id, CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.Share);
        return await shares.SingleOrDefaultAsync(share => share.Key == key, cancel) ?? throw Refuse.NotFound("share");
    }

    private async Task<SharePageResponse> PageAsync(IQueryable<Share> shares, VaultCaller caller, PageRequest page, CancellationToken cancel)
    {
        var found = await shares.AsNoTracking().PageAsync(page, cancel);
        return new SharePageResponse
        {
            Shares = [.. found.Rows.Select(share => views.Body(share, caller.UserKey))],
            NextPageAfter = found.Next is { } next ? ids.EncodeCursor(next) : null,
            Meta = page.Meta("shares.created_at", found.Next is not null, found.Count),
        };
    }
}
