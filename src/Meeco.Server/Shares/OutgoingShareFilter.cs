using Meeco.Server.Http;
using Meeco.Server.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Meeco.Server.Shares;

/// <summary>The filters of <c>GET /outgoing_shares</c>.</summary>
internal sealed record OutgoingShareFilter
{
    /// <summary>The caller's ids of the shared items; may be repeated.</summary>
    [FromQuery(Name = "item_ids")]
    public string[]? ItemIds { get; init; }

    /// <summary>The caller's side of the connection with the recipient.</summary>
    [FromQuery(Name = "own_connection_id")]
    public string? OwnConnectionId { get; init; }

    /// <summary>The caller's outgoing shares that pass.</summary>
    public IQueryable<Share> Of(VaultCaller caller, PublicIds ids, MeecoDb db)
    {
        var shares = ItemIds is { Length: > 0 }
            ? OfItems(caller, ids, db).WhereOnly(share => share.SenderKey, caller.UserKey)
            : db.Shares.Where(share => share.SenderKey == caller.UserKey);
        if (!string.IsNullOrEmpty(OwnConnectionId))
        {
            var key = ids.Decode(OwnConnectionId, IdKind.Connection);
            shares = shares.Where(share => db.Connections.Any(
                side => side.Key == key && side.UserKey == caller.UserKey && side.OtherUserKey == share.RecipientKey));
        }

        return shares;
    }

    private IQueryable<Share> OfItems(VaultCaller caller, PublicIds ids, MeecoDb db)
    {
        var named = ItemIds!.SelectMany(CommaList.Read).ToList();
        var items = named.Select(id => ids.Decode(id, IdKind.Item)).OfType<long>().ToList();
        var copies = named.Select(id => ids.Decode(id, IdKind.ReceivedItem)).OfType<long>().ToList();
        var received = db.ReceivedItems
            .Where(copy => copies.Contains(copy.Key))
            .WhereOnly(copy => copy.RecipientKey, caller.UserKey)
            .Select(copy => copy.ItemKey);
        return copies.Count == 0
            ? db.Shares.Where(share => items.Contains(share.ItemKey))
            : db.Shares.Where(share => items.Contains(share.ItemKey) || received.Contains(share.ItemKey));
    }
}
