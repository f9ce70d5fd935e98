using Meeco.Server.Storage;
using Meeco.Wire;

namespace Meeco.Server.Shares;

/// <summary>Writes shares in the wire's words.</summary>
internal sealed class ShareViews(PublicIds ids, TimeProvider clock)
{
    /// <summary>The share as one of its parties sees it; the recipient gets the key only while he may read (rule 24).</summary>
    public ShareBody Body(Share share, long viewerKey) => new()
    {
        Id = ids.Encode(IdKind.Share, share.Key),
        OwnerId = ids.Encode(IdKind.VaultUser, share.OwnerKey),
        SenderId = ids.Encode(IdKind.VaultUser, share.SenderKey),
        RecipientId = ids.Encode(IdKind.VaultUser, share.RecipientKey),
        AcceptanceRequired = Text(share.Acceptance),
        ItemId = ids.Encode(IdKind.Item, share.ItemKey),
        SlotId = ids.Encode(IdKind.Slot, share.SlotKey),
        PublicKey = share.PublicKey,
        OnsharingPermitted = share.Mode == SharingMode.Anyone,
        SharingMode = share.Mode == SharingMode.Anyone ? SharingModes.Anyone : SharingModes.Owner,
        KeypairExternalId = share.KeyPairExternalId,
        EncryptedDek = viewerKey == share.RecipientKey && !share.IsReadable(clock.GetUtcNow()) ? null : share.EncryptedDek,
        Terms = share.Terms,
        CreatedAt = share.CreatedAt,
        ExpiresAt = share.ExpiresAt,
    };

    /// <summary>The answer to a request for shares.</summary>
    public SharesResponse Created(CreatedShares created, long viewerKey) => new()
    {
        Shares = [.. created.Shares.Select(share => Body(share, viewerKey))],
        AlreadySharedIds = created.AlreadyShared.Count == 0
            ? null
            : [.. created.AlreadyShared.Select(key => ids.Encode(IdKind.Share, key))],
    };

    /// <summary>A state in the wire's words.</summary>
    public static string Text(Acceptance acceptance) => acceptance switch
    {
        Acceptance.NotRequired => AcceptanceStates.NotRequired,
        Acceptance.Required => AcceptanceStates.Required,
        Acceptance.Accepted => AcceptanceStates.Accepted,
        Acceptance.Rejected => AcceptanceStates.Rejected,
        _ => throw new ArgumentOutOfRangeException(nameof(acceptance), acceptance, "There is no such state."),
    };

    /// <summary>The state that the text names; null when it names none.</summary>
    public static Acceptance? ParseAcceptance(string? text) => text switch
    {
        AcceptanceStates.NotRequired => Acceptance.NotRequired,
        AcceptanceStates.Required => Acceptance.Required,
        AcceptanceStates.Accepted => Acceptance.Accepted,
        AcceptanceStates.Rejected => Acceptance.Rejected,
        _ => null,
    };
}
