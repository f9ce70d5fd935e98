using Meeco.Server.Http;
using Meeco.Server.Shares;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.EntityFrameworkCore;

namespace Meeco.Server.Connections;

/// <summary>Writes prepared shares in the wire's words.</summary>
internal sealed class ShareIntentViews(MeecoDb db, PublicIds ids)
{
    /// <summary>Prepared shares as their sender sees them.</summary>
    public async Task<IReadOnlyList<ShareIntentBody>> BodiesAsync(IReadOnlyList<ShareIntent> intents, CancellationToken cancel)
    {
        var itemKeys = intents.Select(intent => intent.ItemKey).ToHashSet();
        var slots = (await db.Slots
            .Where(slot => itemKeys.Contains(slot.ItemKey))
            .Select(slot => new { slot.ItemKey, slot.Key, slot.Ordinal })
            .ToListAsync(cancel)).ToLookup(slot => slot.ItemKey);
        var items = await db.Items.Where(item => itemKeys.Contains(item.Key)).Select(item => item.Key).ToHashSetAsync(cancel);
        var copyKeys = intents.Select(intent => intent.ReceivedItemKey).OfType<long>().ToHashSet();
        var copies = await db.ReceivedItems.Where(copy => copyKeys.Contains(copy.Key)).Select(copy => copy.Key).ToHashSetAsync(cancel);
        return
        [
            .. intents.Select(intent => new ShareIntentBody
            {
                Id = ids.Encode(IdKind.ShareIntent, intent.Key),
                ItemId = ids.Encode(IdKind.Item, intent.ItemKey),
                ItemStillExists = items.Contains(intent.ItemKey) && (intent.ReceivedItemKey is not { } copy || copies.Contains(copy)),
                SlotId = ids.Encode(IdKind.Slot, intent.SlotKey),
                SlotStillExists = intent.SlotKey is not { } only || slots[intent.ItemKey].Any(slot => slot.Key == only),
                SlotValues =
                [
                    .. from value in intent.Values
                       join slot in slots[intent.ItemKey] on value.Ordinal equals slot.Ordinal
                       select new SlotValue
                       {
                           SlotId = ids.Encode(IdKind.Slot, slot.Key),
                           EncryptedValue = value.EncryptedValue,
                           EncryptedValueVerificationKey = value.EncryptedVerificationKey,
                           ValueVerificationHash = value.VerificationHash,
                       },
                ],
                EncryptedDek = intent.EncryptedDek,
                ExpiresAt = intent.ExpiresAt,
                OnsharingPermitted = intent.Mode == SharingMode.Anyone,
                CreatedAt = intent.CreatedAt,
                InvitationId = ids.Encode(IdKind.Invitation, intent.InvitationKey),
                Terms = intent.Terms,
                AcceptanceRequired = ShareViews.Text(intent.Acceptance),
            }),
        ];
    }

    /// <summary>
    /// A prepared share as it is shown with its invitation. The DEK goes to whoever has what opens it: to the sender, and in
    /// the simple workflow, where that is a passphrase, to the holder of the token.
    /// </summary>
    public CompactShareIntent Compact(ShareIntent intent, Invitation invitation, VaultCaller caller) => new()
    {
        Id = ids.Encode(IdKind.ShareIntent, intent.Key),
        ItemId = ids.Encode(IdKind.Item, intent.ItemKey),
        ItemLabel = intent.ItemLabel,
        EncryptedDek = invitation.SenderKey == caller.UserKey || !invitation.MultistepWorkflow ? intent.EncryptedDek : null,
        ExpiresAt = intent.ExpiresAt,
        Terms = intent.Terms,
        AcceptanceRequired = ShareViews.Text(intent.Acceptance),
    };
}
