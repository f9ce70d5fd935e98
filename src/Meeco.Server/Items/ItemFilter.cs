using Meeco.Server.Http;
using Meeco.Server.Shares;
using Meeco.Server.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Meeco.Server.Items;

/// <summary>
/// The filters of <c>GET /items</c> (rule 11). They look at what a recipient sees before acceptance as well: label,
/// name, template, classification, owner; at no value.
/// </summary>
internal sealed record ItemFilter
{
    /// <summary>Comma list of template ids.</summary>
    [FromQuery(Name = "template_ids")]
    public string? TemplateIds { get; init; }

    /// <summary>The machine name.</summary>
    [FromQuery(Name = "name")]
    public string? Name { get; init; }

    /// <summary>A scheme that one of the item's nodes is of.</summary>
    [FromQuery(Name = "classification_scheme_name")]
    public string? SchemeName { get; init; }

    /// <summary>The name of one of the item's nodes.</summary>
    [FromQuery(Name = "classification_node_name")]
    public string? NodeName { get; init; }

    /// <summary>Comma list of names, one of which is a node of the item.</summary>
    [FromQuery(Name = "classification_node_names")]
    public string? NodeNames { get; init; }

    /// <summary>A user to whom the caller shared the item, as owner or on.</summary>
    [FromQuery(Name = "shared_with")]
    public string? SharedWith { get; init; }

    /// <summary>The user who owns the original.</summary>
    [FromQuery(Name = "owner_id")]
    public string? OwnerId { get; init; }

    /// <summary><c>true</c> for own items only, <c>false</c> for received ones only.</summary>
    [FromQuery(Name = "own")]
    public string? Own { get; init; }

    /// <summary>Comma list of the caller's item ids.</summary>
    [FromQuery(Name = "item_ids")]
    public string? ItemIds { get; init; }

    /// <summary>Whether own items are asked for, received ones, or both (null).</summary>
    /// <exception cref="RefusedException">400: neither true nor false.</exception>
    public bool? WantsOwn => Own switch
    {
        null or "" => null,
        "true" => true,
        "false" => false,
        _ => throw Refuse.BadRequest("own", "own is true or false."),
    };

    /// <summary>The own items that pass.</summary>
    public IQueryable<Item> OfOwn(IQueryable<Item> items, VaultCaller caller, PublicIds ids, MeecoDb db, DateTimeOffset now)
    {
        var passing = Common(items, caller, ids, db, now);
        if (Keys(ItemIds, IdKind.Item, ids) is { } keys)
        {
            passing = passing.Where(item => keys.Contains(item.Key));
        }

        return passing;
    }

    /// <summary>The received items that pass.</summary>
    public IQueryable<ReceivedItem> OfReceived(
        IQueryable<ReceivedItem> copies,
        VaultCaller caller,
        PublicIds ids,
        MeecoDb db,
        DateTimeOffset now)
    {
        var originals = Common(db.Items, caller, ids, db, now);
        copies = copies.Where(copy => originals.Any(item => item.Key == copy.ItemKey));
        if (Keys(ItemIds, IdKind.ReceivedItem, ids) is { } keys)
        {
            copies = copies.Where(copy => keys.Contains(copy.Key));
        }

        return copies;
    }

    private IQueryable<Item> Common(IQueryable<Item> items, VaultCaller caller, PublicIds ids, MeecoDb db, DateTimeOffset now)
    {
        if (Keys(TemplateIds, IdKind.ItemTemplate, ids) is { } templates)
        {
            items = items.Where(item => templates.Contains(item.TemplateKey));
        }

        if (!string.IsNullOrEmpty(Name))
        {
            items = items.Where(item => item.Name == Name);
        }

        if (!string.IsNullOrEmpty(SchemeName) || !string.IsNullOrEmpty(NodeName) || !string.IsNullOrEmpty(NodeNames))
        {
            // One node must be of the scheme and of the name, when both are asked for.
            var names = CommaList.Read(NodeNames).Concat(CommaList.Read(NodeName)).ToList();
            var scheme = string.IsNullOrEmpty(SchemeName) ? null : SchemeName;
            items = items.Where(item => item.ClassificationNodes.Any(node =>
                (scheme == null || node.Scheme!.Name == scheme) && (names.Count == 0 || names.Contains(node.Name))));
        }

        if (!string.IsNullOrEmpty(OwnerId))
        {
            var owner = ids.Decode(OwnerId, IdKind.VaultUser);
            items = items.Where(item => item.OwnerKey == owner);
        }

        if (!string.IsNullOrEmpty(SharedWith))
        {
            var recipient = ids.Decode(SharedWith, IdKind.VaultUser);
            items = items.Where(item => db.Shares.Any(share =>
                share.ItemKey == item.Key
                && share.SenderKey == caller.UserKey
                && share.RecipientKey == recipient
                && share.Acceptance != Acceptance.Rejected
                && (share.ExpiresAt == null || share.ExpiresAt > now)));
        }

        return items;
    }

    private static List<long>? Keys(string? list, IdKind kind, PublicIds ids) => string.IsNullOrEmpty(list)
        ? null
        : [.. CommaList.Read(list).Select(id => ids.Decode(id, kind)).OfType<long>()];
}
