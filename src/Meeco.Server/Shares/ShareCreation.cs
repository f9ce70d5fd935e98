using System.Text.Json.Nodes;
using Meeco.Server.ClientTasks;
using Meeco.Server.Connections;
using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Shares;

/// <summary>Shares an item with connected users: all of a request's shares, or none (docs/WIRE.md 4.7.1).</summary>
internal sealed class ShareCreation(
    MeecoDb db,
    PublicIds ids,
    SharingSources sources,
    ShareTermsReader reader,
    ClientTaskQueue queue,
    SharingLookup lookup,
    LastRows last,
    RowKeys rowKeys,
    RowInserter inserter,
    RowUpdater updater,
    ShareEvents events,
    TimeProvider clock)
{
    /// <summary>Makes the shares, in the order of the request. Call it inside a transaction.</summary>
    /// <param name="caller">The owner, or a recipient who shares on.</param>
    /// <param name="itemId">The caller's id of the item.</param>
    /// <param name="requests">One per share.</param>
    /// <param name="skipExisting">Whether who has such a share from the caller already gets no other.</param>
    /// <param name="expectedVersion">The version that the caller read; null when he does not say.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="RefusedException">404, 403 or 412 for the item; 422 for a share, which <c>extra_info</c> names (rule 42).</exception>
    public async Task<CreatedShares> CreateAsync(
        VaultCaller caller,
        string itemId,
        IReadOnlyList<PostItemSharesShare> requests,
        bool skipExisting,
        long? expectedVersion,
        CancellationToken cancel)
    {
        var source = await sources.ToShareAsync(caller, itemId, cancel);
        if (expectedVersion is { } expected && expected != source.Version)
        {
            throw Refuse.VersionConflict(source.Version);
        }

        var recipients = await RecipientsAsync(source, caller, requests, cancel);
        var terms = requests.Select((request, index) => Read(source, caller, request, index, recipients)).ToList();
        return skipExisting
            ? await StoreMissingAsync(source, caller, terms, cancel)
            : new CreatedShares(await StoreAsync(source, caller, terms, source.ValuesVersion, cancel), new HashSet<long>());
    }

    /// <summary>
    /// Makes a share that was prepared with an invitation (rule 20). Its values may be older than the item by now: then the
    /// owner has a task. Call it inside a transaction.
    /// </summary>
    /// <param name="sender">Who prepared it.</param>
    /// <param name="itemId">His id of the item.</param>
    /// <param name="recipient">The recipient's side of his connection with the sender.</param>
    /// <param name="encryptedDek">The DEK, in a form that was checked.</param>
    /// <param name="offer">What was prepared.</param>
    /// <param name="valuesVersion">The item's version that its values belong to.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="RefusedException">The item is gone, or the sender may not share it so any more; nothing was changed.</exception>
    public async Task<Share> CreatePreparedAsync(
        VaultCaller sender,
        string itemId,
        Connection recipient,
        string encryptedDek,
        ShareOffer offer,
        long valuesVersion,
        CancellationToken cancel)
    {
        var source = await sources.ToShareAsync(sender, itemId, cancel);
        if (recipient.UserKey == source.Item.OwnerKey)
        {
            throw NotAllowed();
        }

        var copyKey = await db.ReceivedItems
            .Where(copy => copy.ItemKey == source.Item.Key && copy.RecipientKey == recipient.UserKey)
            .Select(copy => (long?)copy.Key)
            .SingleOrDefaultAsync(cancel);
        var terms = new ShareTerms
        {
            Recipient = new ShareRecipient(recipient.UserKey, recipient.PublicKey, recipient.KeyPairExternalId, copyKey),
            PublicKey = recipient.PublicKey,
            EncryptedDek = encryptedDek,
            KeyPairExternalId = recipient.KeyPairExternalId,
            Offer = reader.Renew(source, offer),
        };
        return (await StoreAsync(source, sender, [terms], valuesVersion, cancel)).Single();
    }

    private async Task<CreatedShares> StoreMissingAsync(
        SharingSource source,
        VaultCaller caller,
        List<ShareTerms> terms,
        CancellationToken cancel)
    {
        var shares = await StandingAsync(source, caller, terms, cancel);
        var old = shares.Values.Select(share => share.Key).ToHashSet();
        var missing = terms.Where(term => !shares.ContainsKey(SlotOfRecipient(term))).DistinctBy(SlotOfRecipient).ToList();
        foreach (var (term, share) in missing.Zip(await StoreAsync(source, caller, missing, source.ValuesVersion, cancel)))
        {
            shares.Add(SlotOfRecipient(term), share);
        }

        List<Share> answered = [.. terms.Select(term => shares[SlotOfRecipient(term)])];

        // A recipient may have shares of other slots, which nobody asked about.
        old.IntersectWith(answered.Select(share => share.Key));
        return new CreatedShares(answered, old);
    }

    private static (long RecipientKey, long? SlotKey) SlotOfRecipient(ShareTerms terms) => (terms.Recipient.UserKey, terms.Offer.SlotKey);

    // The oldest counts where there are several, for a sender may have made more on purpose.
    private async Task<Dictionary<(long RecipientKey, long? SlotKey), Share>> StandingAsync(
        SharingSource source,
        VaultCaller caller,
        List<ShareTerms> terms,
        CancellationToken cancel)
    {
        var recipients = terms.Select(term => term.Recipient.UserKey).ToHashSet();
        var shares = await db.Shares
            .Where(share => share.ItemKey == source.Item.Key && share.SenderKey == caller.UserKey)
            .Where(share => recipients.Contains(share.RecipientKey))
            .Where(ShareReading.Live(clock.GetUtcNow()))
            .ToListAsync(cancel);
        return shares.OldestFirst()
            .DistinctBy(share => (share.RecipientKey, share.SlotKey))
            .ToDictionary(share => (share.RecipientKey, share.SlotKey));
    }

    private async Task<IReadOnlyList<Share>> StoreAsync(
        SharingSource source,
        VaultCaller caller,
        List<ShareTerms> terms,
        long valuesVersion,
        CancellationToken cancel)
    {
        if (terms.Count == 0)
        {
            return [];
        }

        var missing = await MissingCopiesAsync(source, terms, cancel);
        var made = missing.ToDictionary(copy => copy.RecipientKey, copy => copy.Key);
        var shares = terms.Select(term => Make(source, caller, term, term.Recipient.CopyKey ?? made[term.Recipient.UserKey], valuesVersion)).ToList();
        await rowKeys.GiveAsync(shares, cancel);
        events.TellParties(caller, EventTypes.ShareCreated, shares, source);
        await last.RunAfterAsync(
            [inserter.Of(missing), inserter.Of(shares), updater.Of([source.Item], item => new { item.LastValuesRevision })], cancel);
        if (valuesVersion < source.Item.Version)
        {
            await queue.RequireUpdateAsync(source.Item, claimedWillDo: true, cancel);
        }

        return shares;
    }

    private Task<Dictionary<long, ShareRecipient>> RecipientsAsync(
        SharingSource source,
        VaultCaller caller,
        IReadOnlyList<PostItemSharesShare> requests,
        CancellationToken cancel)
    {
        var named = requests.Select(request => ids.Decode(request.RecipientId, IdKind.VaultUser)).OfType<long>().Distinct().ToList();
        return lookup.RecipientsAsync(db, source.Item.Key, caller.UserKey, named, cancel);
    }

    private ShareTerms Read(
        SharingSource source,
        VaultCaller caller,
        PostItemSharesShare request,
        int index,
        Dictionary<long, ShareRecipient> recipients)
    {
        try
        {
            return reader.Read(source, Recipient(source, caller, request, recipients), request);
        }
        catch (RefusedException refusal)
        {
            refusal.ExtraInfo["share"] = new JsonObject
            {
                ["index"] = index,
                ["recipient_id"] = request.RecipientId,
                ["slot_id"] = request.SlotId,
            };
            throw;
        }
    }

    private ShareRecipient Recipient(
        SharingSource source,
        VaultCaller caller,
        PostItemSharesShare request,
        Dictionary<long, ShareRecipient> recipients)
    {
        var key = ids.Decode(request.RecipientId, IdKind.VaultUser);
        if (key == caller.UserKey || key == source.Item.OwnerKey)
        {
            throw NotAllowed();
        }

        return key is { } user && recipients.TryGetValue(user, out var recipient)
            ? recipient
            : throw Refuse.Invalid(ErrorCodes.ConnectionRequired, "recipient_id", "The recipient is not connected to you.");
    }

    private async Task<List<ReceivedItem>> MissingCopiesAsync(
        SharingSource source,
        List<ShareTerms> terms,
        CancellationToken cancel)
    {
        var without = terms.Where(term => term.Recipient.CopyKey is null).Select(term => term.Recipient.UserKey).Distinct();
        var missing = without.Select(key => new ReceivedItem
        {
            RecipientKey = key,
            ItemKey = source.Item.Key,
            CreatedAt = clock.GetUtcNow(),
        }).ToList();
        await rowKeys.GiveAsync(missing, cancel);
        return missing;
    }

    private static RefusedException NotAllowed() => Refuse.Invalid(
        ErrorCodes.RecipientNotAllowed,
        "recipient_id",
        "An item is shared neither with oneself nor with its owner.");

    private Share Make(SharingSource source, VaultCaller caller, ShareTerms terms, long copyKey, long valuesVersion) => new()
    {
        ItemKey = source.Item.Key,
        ReceivedItemKey = copyKey,
        OwnerKey = source.Item.OwnerKey,
        SenderKey = caller.UserKey,
        RecipientKey = terms.Recipient.UserKey,
        ParentKey = source.OnShare?.Parent.Key,
        Depth = source.OnShare?.Depth ?? 0,
        SlotOrdinal = terms.Offer.SlotOrdinal,
        SlotKey = terms.Offer.SlotKey,
        EncryptedDek = terms.EncryptedDek,
        PublicKey = terms.PublicKey,
        KeyPairExternalId = terms.KeyPairExternalId,
        Terms = terms.Offer.Text,
        Acceptance = terms.Offer.Acceptance,
        Mode = terms.Offer.Mode,
        ExpiresAt = terms.Offer.ExpiresAt,
        CreatedAt = clock.GetUtcNow(),
        Values = terms.Offer.Values,
        ValuesVersion = valuesVersion,
        ValuesRevision = ++source.Item.LastValuesRevision,
    };
}
