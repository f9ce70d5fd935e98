using System.Text.Json.Nodes;
using Meeco.Cryptography;
using Meeco.Server.Http;
using Meeco.Server.Shares;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Connections;

/// <summary>Prepares shares for an invitation, and makes them when the two users connect (rule 20). Call it inside a transaction.</summary>
internal sealed class ShareIntents(
    MeecoDb db,
    PublicIds ids,
    Invitations invitations,
    SharingSources sources,
    RecipientKeys recipientKeys,
    ShareTermsReader reader,
    ShareCreation creation,
    TimeProvider clock,
    IOptions<ServerOptions> options)
{
    /// <summary>Prepares shares, all or none, in the order of the request.</summary>
    /// <exception cref="RefusedException">
    /// 404: not the caller's invitation, or not his item. 403: an item that he may not share. 409: the invitation was
    /// answered or is over. 412: an item has moved on. 422: a share that cannot be.
    /// </exception>
    public async Task<IReadOnlyList<ShareIntent>> AddAsync(
        VaultCaller caller,
        string invitationId,
        IReadOnlyList<PostShareIntent> requests,
        CancellationToken cancel)
    {
        var invitation = await invitations.FindOwnAsync(caller, invitationId, cancel);
        if (!invitations.IsOpen(invitation))
        {
            throw Refuse.Conflict(ErrorCodes.InvitationNotUsable, "Shares are prepared for an invitation that nobody has answered yet.");
        }

        var most = options.Value.MaxShareIntentsPerInvitation;
        if (invitation.SharesToBeCreated + requests.Count > most)
        {
            throw Refuse.Invalid("share_intents", $"An invitation has at most {most} prepared shares.");
        }

        var made = new List<ShareIntent>(requests.Count);
        foreach (var (request, index) in requests.Select((request, index) => (request, index)))
        {
            made.Add(await MakeAsync(caller, invitation, request, index, cancel));
        }

        db.AddRange(made);
        invitation.SharesToBeCreated += made.Count;
        await db.SaveChangesAsync(cancel);
        return made;
    }

    /// <summary>One prepared share of the caller's.</summary>
    /// <exception cref="RefusedException">404: none of the caller's.</exception>
    public async Task<ShareIntent> FindAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        var key = ids.Decode(id, IdKind.ShareIntent);
        return await db.ShareIntents.Include(intent => intent.Invitation)
            .SingleOrDefaultAsync(intent => intent.Key == key && intent.SenderKey == caller.UserKey, cancel)
            ?? throw Refuse.NotFound("share intent");
    }

    /// <summary>What is prepared for one invitation, in the order of its making.</summary>
    public Task<List<ShareIntent>> OfAsync(Invitation invitation, CancellationToken cancel) =>
        db.ShareIntents.AsNoTracking()
            .Where(intent => intent.InvitationKey == invitation.Key)
            .OrderBy(intent => intent.Key)
            .ToListAsync(cancel);

    /// <summary>Takes a prepared share back.</summary>
    /// <inheritdoc cref="FindAsync"/>
    public async Task RemoveAsync(VaultCaller caller, string id, CancellationToken cancel)
    {
        var intent = await FindAsync(caller, id, cancel);
        intent.Invitation!.SharesToBeCreated--;
        db.Remove(intent);
    }

    /// <summary>The DEKs that the invited user opened with the passphrase and encrypted for his side of the connection.</summary>
    /// <exception cref="RefusedException">422: an entry is malformed, or for another key than that of the connection.</exception>
    public Dictionary<long, string> ReadDeks(
        ConnectingUser invited,
        Connection side,
        IReadOnlyList<PostConnectionsShareIntent> sent)
    {
        if (sent.Count > 0 && !RecipientKeys.AreSame(side.PublicKey, invited.PublicKey))
        {
            throw Refuse.Invalid("public_key", "The two users are connected; prepared shares are encrypted for the key of that connection.");
        }

        var deks = new Dictionary<long, string>(sent.Count);
        foreach (var entry in sent)
        {
            var key = ids.Decode(entry.Id, IdKind.ShareIntent) ?? throw Refuse.Invalid("share_intents.id", "There is no such share intent.");
            deks[key] = recipientKeys.CanBeFor(side.PublicKey, entry.EncryptedDek)
                ? entry.EncryptedDek!
                : throw Refuse.NotCryppo("share_intents.encrypted_dek");
        }

        return deks;
    }

    /// <summary>
    /// Makes the prepared shares. One that cannot be any more is reported and does not keep the two from connecting: the
    /// one who accepts has no part in what became of the sender's items.
    /// </summary>
    /// <param name="invitation">The invitation.</param>
    /// <param name="recipient">The invited user's side of the connection.</param>
    /// <param name="dekOf">The DEK that the share gets.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<IReadOnlyList<CreatedShareReport>> CreateSharesAsync(
        Invitation invitation,
        Connection recipient,
        Func<ShareIntent, string> dekOf,
        CancellationToken cancel)
    {
        var report = new List<CreatedShareReport>();
        foreach (var intent in await OfAsync(invitation, cancel))
        {
            report.Add(await CreateShareAsync(invitation, intent, recipient, dekOf(intent), cancel));
        }

        return report;
    }

    private async Task<CreatedShareReport> CreateShareAsync(
        Invitation invitation,
        ShareIntent intent,
        Connection recipient,
        string encryptedDek,
        CancellationToken cancel)
    {
        var item = ids.Encode(IdKind.Item, intent.ItemKey);
        try
        {
            // The shares are the sender's act, whoever's call connects the two.
            var sender = new VaultCaller(intent.SenderKey, SessionKey: 0);
            var share = await creation.CreatePreparedAsync(
                sender,
                SenderItemId(intent),
                recipient,
                encryptedDek,
                OfferOf(intent, invitation),
                intent.ValuesVersion,
                cancel);
            return new CreatedShareReport { ItemToBeShared = item, Success = true, ShareId = ids.Encode(IdKind.Share, share.Key) };
        }
        catch (RefusedException refusal)
        {
            return new CreatedShareReport { ItemToBeShared = item, Success = false, Reason = refusal.Code };
        }
    }

    // Who accepted the shares with the invitation has agreed to their terms (rule 20).
    private static ShareOffer OfferOf(ShareIntent intent, Invitation invitation) =>
        intent.Offer.Acceptance == Acceptance.Required && invitation.Answer?.AcceptsShares == true
            ? intent.Offer with { Acceptance = Acceptance.Accepted }
            : intent.Offer;

    private async Task<ShareIntent> MakeAsync(
        VaultCaller caller,
        Invitation invitation,
        PostShareIntent request,
        int index,
        CancellationToken cancel)
    {
        try
        {
            var isRightKind = invitation.MultistepWorkflow
                ? Cryppo.IsEncryptedValue(request.EncryptedDek)
                : Cryppo.IsPassphraseValue(request.EncryptedDek);
            if (!isRightKind)
            {
                throw Refuse.NotCryppo("encrypted_dek");
            }

            var source = await sources.ToShareAsync(caller, Check.Required(request.ItemId, "item_id"), cancel);
            if (request.ItemVersion is { } read && read != source.Version)
            {
                throw Refuse.VersionConflict(source.Version);
            }

            var offer = reader.ReadOffer(source, new PostItemSharesShare
            {
                Terms = request.Terms,
                OnsharingPermitted = request.OnsharingPermitted,
                AcceptanceRequired = request.AcceptanceRequired,
                ExpiresAt = request.ExpiresAt,
                SlotId = request.SlotId,
                SlotValues = request.SlotValues,
            });
            return new ShareIntent
            {
                InvitationKey = invitation.Key,
                SenderKey = caller.UserKey,
                ItemKey = source.Item.Key,
                ReceivedItemKey = source.OnShare?.Serving.ReceivedItemKey,
                ItemLabel = source.Item.Label,
                EncryptedDek = request.EncryptedDek!,
                Terms = offer.Text,
                Acceptance = offer.Acceptance,
                Mode = offer.Mode,
                ExpiresAt = offer.ExpiresAt,
                SlotOrdinal = offer.SlotOrdinal,
                SlotKey = offer.SlotKey,
                Values = offer.Values,
                ValuesVersion = source.ValuesVersion,
                CreatedAt = clock.GetUtcNow(),
            };
        }
        catch (RefusedException refusal)
        {
            refusal.ExtraInfo["share_intent"] = new JsonObject
            {
                ["index"] = index,
                ["item_id"] = request.ItemId,
                ["slot_id"] = request.SlotId,
            };
            throw;
        }
    }

    private string SenderItemId(ShareIntent intent) => intent.ReceivedItemKey is { } copy
        ? ids.Encode(IdKind.ReceivedItem, copy)
        : ids.Encode(IdKind.Item, intent.ItemKey);
}
