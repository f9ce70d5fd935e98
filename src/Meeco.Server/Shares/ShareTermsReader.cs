using Meeco.Server.Http;
using Meeco.Server.Storage;
using Meeco.Wire;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Shares;

/// <summary>Reads what a sender asks of one share, and refuses what no share may be (rules 21 to 29, 33, 40).</summary>
internal sealed class ShareTermsReader(
    PublicIds ids,
    RecipientKeys recipientKeys,
    SharedValuesReader values,
    TimeProvider clock,
    IOptions<ServerOptions> options)
{
    /// <summary>The share's terms.</summary>
    /// <exception cref="RefusedException">422: a member is missing, malformed or not allowed.</exception>
    public ShareTerms Read(SharingSource source, ShareRecipient recipient, PostItemSharesShare request)
    {
        if (!RecipientKeys.AreSame(recipient.PublicKey, request.PublicKey))
        {
            throw Refuse.Invalid("public_key", "This is not the key that the recipient published for the connection.");
        }

        if (!recipientKeys.CanBeFor(recipient.PublicKey, request.EncryptedDek))
        {
            throw Refuse.NotCryppo("encrypted_dek");
        }

        return new ShareTerms
        {
            Recipient = recipient,
            PublicKey = request.PublicKey!,
            EncryptedDek = request.EncryptedDek!,
            KeyPairExternalId = string.IsNullOrEmpty(recipient.KeyPairExternalId) ? request.KeypairExternalId : recipient.KeyPairExternalId,
            Offer = ReadOffer(source, request),
        };
    }

    /// <summary>What a request asks of a share, whoever receives it.</summary>
    /// <inheritdoc cref="Read"/>
    public ShareOffer ReadOffer(SharingSource source, PostItemSharesShare request)
    {
        var (ordinal, key) = ReadSlot(source, request.SlotId);
        return new ShareOffer
        {
            Text = request.Terms,
            Acceptance = ReadAcceptance(request.AcceptanceRequired),
            Mode = Limit(source, ParseMode(request.SharingMode, request.OnsharingPermitted) ?? SharingMode.Owner),
            ExpiresAt = ReadEnd(source, request.ExpiresAt),
            SlotOrdinal = ordinal,
            SlotKey = key,
            Values = values.Read(source, ordinal, request.SlotValues ?? []),
        };
    }

    /// <summary>What is left of an offer that was made before: its item, and what its sender may do with it, may have changed since.</summary>
    /// <exception cref="RefusedException">422: its slot is gone, or its end has come.</exception>
    public ShareOffer Renew(SharingSource source, ShareOffer offer)
    {
        bool Covers(int ordinal) =>
            source.Item.Slots.Exists(slot => slot.Ordinal == ordinal) && source.OnShare?.Covers(ordinal) != false;

        if (offer.SlotOrdinal is { } only && !Covers(only))
        {
            throw Refuse.Invalid("slot_id", "The item that you share has no such slot.");
        }

        var ordinal = offer.SlotOrdinal ?? source.OnShare?.Parent.SlotOrdinal;
        return offer with
        {
            Mode = Limit(source, offer.Mode),
            ExpiresAt = ReadEnd(source, offer.ExpiresAt),
            SlotOrdinal = ordinal,
            SlotKey = offer.SlotKey ?? source.OnShare?.Parent.SlotKey,
            Values = [.. offer.Values.Where(value => Covers(value.Ordinal))],
        };
    }

    /// <summary>The mode that two spellings of it name; null when neither is there (rule 29).</summary>
    /// <exception cref="RefusedException">422: the mode is unknown, or the two disagree.</exception>
    public static SharingMode? ParseMode(string? text, bool? permitted)
    {
        SharingMode? byText = text switch
        {
            null or "" => null,
            SharingModes.Owner => SharingMode.Owner,
            SharingModes.Anyone => SharingMode.Anyone,
            _ => throw Refuse.Invalid("sharing_mode", "sharing_mode is owner or anyone."),
        };
        SharingMode? byFlag = permitted is { } flag ? (flag ? SharingMode.Anyone : SharingMode.Owner) : null;
        return byText is null || byFlag is null || byText == byFlag
            ? byText ?? byFlag
            : throw Refuse.Invalid(
                ErrorCodes.SharingModeContradiction,
                "sharing_mode",
                "sharing_mode and onsharing_permitted say different things.");
    }

    // An on-share holds at most what its parent does, so a parent of one slot makes on-shares of that slot.
    private (int? Ordinal, long? Key) ReadSlot(SharingSource source, string? id)
    {
        if (string.IsNullOrEmpty(id))
        {
            return (source.OnShare?.Parent.SlotOrdinal, source.OnShare?.Parent.SlotKey);
        }

        var slot = source.FindSlot(ids, id) ?? throw Refuse.Invalid("slot_id", "The item that you share has no such slot.");
        return (slot.Ordinal, slot.Key);
    }

    private static Acceptance ReadAcceptance(string? text) =>
        string.IsNullOrEmpty(text)
            ? Acceptance.NotRequired
            : ShareViews.ParseAcceptance(text) is { } state and (Acceptance.NotRequired or Acceptance.Required)
                ? state
                : throw Refuse.Invalid(
                    "acceptance_required",
                    "acceptance_required is acceptance_required or acceptance_not_required; the recipient decides the rest.");

    private SharingMode Limit(SharingSource source, SharingMode mode) =>
        source.OnShare?.Depth >= options.Value.MaxOnShareDepth ? SharingMode.Owner : mode;

    private DateTimeOffset? ReadEnd(SharingSource source, DateTimeOffset? asked)
    {
        if (asked <= clock.GetUtcNow())
        {
            throw Refuse.Invalid("expires_at", "A share must end in the future.");
        }

        var limit = source.OnShare?.Parent.ExpiresAt;
        return asked > limit && !options.Value.OnShareMayOutliveItsParent
            ? throw Refuse.Invalid(ErrorCodes.ShareExpiresTooLate, "expires_at", "An on-share ends no later than the share it came from.")
            : asked ?? limit;
    }
}
