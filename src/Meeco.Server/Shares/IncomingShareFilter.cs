using Meeco.Server.Http;
using Meeco.Server.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Meeco.Server.Shares;

/// <summary>The filters of <c>GET /incoming_shares</c> (rule 26).</summary>
internal sealed record IncomingShareFilter
{
    /// <summary>One of the four states.</summary>
    [FromQuery(Name = "acceptance_required")]
    public string? AcceptanceRequired { get; init; }

    /// <summary>Comma list of share ids.</summary>
    [FromQuery(Name = "share_ids")]
    public string? ShareIds { get; init; }

    /// <summary>The caller's side of the connection with the sender.</summary>
    [FromQuery(Name = "own_connection_id")]
    public string? OwnConnectionId { get; init; }

    /// <summary>The caller's incoming shares that pass.</summary>
    /// <exception cref="RefusedException">400: the state is none.</exception>
    public IQueryable<Share> Of(VaultCaller caller, PublicIds ids, MeecoDb db)
    {
        var shares = string.IsNullOrEmpty(ShareIds)
            ? db.Shares.Where(share => share.RecipientKey == caller.UserKey)
            : Named(ids, db).WhereOnly(share => share.RecipientKey, caller.UserKey);
        if (!string.IsNullOrEmpty(AcceptanceRequired))
        {
            var acceptance = ShareViews.ParseAcceptance(AcceptanceRequired)
                ?? throw Refuse.BadRequest("acceptance_required", "acceptance_required is none of its four states.");
            shares = shares.Where(share => share.Acceptance == acceptance);
        }

        if (!string.IsNullOrEmpty(OwnConnectionId))
        {
            // A connection that is not the caller's has no other user for him, and so no shares.
            var key = ids.Decode(OwnConnectionId, IdKind.Connection);
            shares = shares.Where(share => db.Connections.Any(
                side => side.Key == key && side.UserKey == caller.UserKey && side.OtherUserKey == share.SenderKey));
        }

        return shares;
    }

    private IQueryable<Share> Named(PublicIds ids, MeecoDb db)
    {
        var keys = CommaList.Read(ShareIds).Select(id => ids.Decode(id, IdKind.Share)).OfType<long>().ToList();
        return db.Shares.Where(share => keys.Contains(share.Key));
    }
}
