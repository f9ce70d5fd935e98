using Meeco.Wire;

namespace Meeco;

/// <summary>Between the words of the wire and ours.</summary>
internal static class ShareMapping
{
    public static AcceptanceStatus Acceptance(ShareBody share) => share.AcceptanceRequired.Trim() switch
    {
        AcceptanceStates.NotRequired => AcceptanceStatus.NotRequired,
        AcceptanceStates.Required => AcceptanceStatus.Required,
        AcceptanceStates.Accepted => AcceptanceStatus.Accepted,
        AcceptanceStates.Rejected => AcceptanceStatus.Rejected,
        _ => throw ClientErrors.NotTheProtocol("a share has an unknown state of acceptance."),
    };

    public static string Acceptance(AcceptanceStatus status) => status switch
    {
        AcceptanceStatus.NotRequired => AcceptanceStates.NotRequired,
        AcceptanceStatus.Required => AcceptanceStates.Required,
        AcceptanceStatus.Accepted => AcceptanceStates.Accepted,
        AcceptanceStatus.Rejected => AcceptanceStates.Rejected,
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static SharingMode Mode(ShareBody share) =>
        share.OnsharingPermitted ? SharingMode.Anyone : SharingMode.Owner;

    public static string Mode(SharingMode mode) => mode == SharingMode.Anyone ? SharingModes.Anyone : SharingModes.Owner;

    /// <summary>Whether its item's values can be read by the recipient.</summary>
    /// <param name="share">An incoming share.</param>
    /// <returns>Whether it needs no acceptance, or was accepted.</returns>
    public static bool IsReadable(ShareBody share) =>
        Acceptance(share) is AcceptanceStatus.NotRequired or AcceptanceStatus.Accepted;

    /// <summary>
    /// Whether it has no key because it is over: else one without a key is one whose values its recipient keeps under his own
    /// DEK (rule 39). It may have ended after its item was read.
    /// </summary>
    /// <param name="share">An incoming share.</param>
    /// <param name="now">The time to judge by.</param>
    /// <returns>Whether the values that were read with it cannot be opened.</returns>
    public static bool IsWithheld(ShareBody share, DateTimeOffset now) => share.EncryptedDek is null && share.ExpiresAt <= now;

    /// <summary>Whether it stands: neither refused by its recipient nor over.</summary>
    /// <param name="share">A share.</param>
    /// <param name="now">The time to judge by.</param>
    /// <returns>Whether its recipient has it, or will when he accepts.</returns>
    public static bool IsLive(ShareBody share, DateTimeOffset now) =>
        Acceptance(share) != AcceptanceStatus.Rejected && !(share.ExpiresAt <= now);

    public static MeecoShare Map(ShareBody share, string userId, string? connectionName, string? slotName) => new()
    {
        Id = share.Id,
        Direction = share.RecipientId == userId ? ShareDirection.Incoming : ShareDirection.Outgoing,
        ItemId = share.ItemId,
        SlotId = share.SlotId,
        SlotName = slotName,
        ConnectionName = connectionName,
        OwnerId = share.OwnerId,
        SenderId = share.SenderId,
        RecipientId = share.RecipientId,
        AcceptanceStatus = Acceptance(share),
        SharingMode = Mode(share),
        Terms = string.IsNullOrEmpty(share.Terms) ? null : share.Terms,
        CreatedAt = share.CreatedAt,
        ExpiresAt = share.ExpiresAt,
    };
}
