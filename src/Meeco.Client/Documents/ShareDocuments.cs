using Meeco.Wire;

namespace Meeco;

/// <summary>Shares in documents, as the CLI prints them.</summary>
internal static class ShareDocuments
{
    /// <summary>Reads a list of shares.</summary>
    /// <param name="shares">The list.</param>
    /// <param name="userId">Who reads, to tell incoming from outgoing; null if nobody is connected.</param>
    /// <returns>The shares.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static IEnumerable<MeecoShare> ReadAll(YamlList shares, string? userId) =>
        shares.Maps().Select(share => Read(share, userId));

    /// <summary>Reads a share.</summary>
    /// <param name="share">The share.</param>
    /// <param name="userId">Who reads, to tell incoming from outgoing; null if nobody is connected.</param>
    /// <returns>The share.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static MeecoShare Read(YamlMap share, string? userId)
    {
        var recipient = share.RequiredText("recipient_id");
        return new MeecoShare
        {
            Id = share.RequiredText("id"),
            Direction = recipient == userId ? ShareDirection.Incoming : ShareDirection.Outgoing,
            ItemId = share.RequiredText("item_id"),
            SlotId = share.Text("slot_id"),
            OwnerId = share.Text("owner_id"),
            SenderId = share.RequiredText("sender_id"),
            RecipientId = recipient,
            AcceptanceStatus = Acceptance(share),
            SharingMode = Mode(share),
            Terms = share.Text("terms") is { Length: > 0 } terms ? terms : null,
            CreatedAt = share.Time("created_at"),
            ExpiresAt = share.Time("expires_at"),
        };
    }

    /// <summary>Whether a share must be accepted, and was.</summary>
    /// <param name="share">The share.</param>
    /// <returns>The state.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static AcceptanceStatus Acceptance(YamlMap share) => share.Text("acceptance_required") switch
    {
        null or AcceptanceStates.NotRequired => AcceptanceStatus.NotRequired,
        AcceptanceStates.Required => AcceptanceStatus.Required,
        AcceptanceStates.Accepted => AcceptanceStatus.Accepted,
        AcceptanceStates.Rejected => AcceptanceStatus.Rejected,
        _ => throw DocumentErrors.WrongShape(
            share.Find("acceptance_required")!,
            "acceptance_required",
            $"{AcceptanceStates.NotRequired}, {AcceptanceStates.Required}, {AcceptanceStates.Accepted} or {AcceptanceStates.Rejected}"),
    };

    /// <summary>Whether a share may be shared on: the CLI of 2020 and the newest say it in different words.</summary>
    /// <param name="share">The share.</param>
    /// <returns>The mode.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>.</exception>
    public static SharingMode Mode(YamlMap share) =>
        share.Flag("onsharing_permitted") ?? share.Text("sharing_mode") == SharingModes.Anyone
            ? SharingMode.Anyone
            : SharingMode.Owner;

    /// <summary>Writes shares.</summary>
    /// <param name="shares">The shares.</param>
    /// <returns>The document.</returns>
    public static YamlMap Write(IEnumerable<MeecoShare> shares) =>
        YamlBuilder.Document(DocumentKinds.Shares, new YamlList([.. shares.Select(Write)]));

    private static YamlMap Write(MeecoShare share) => new YamlMap()
        .With("id", share.Id)
        .With("owner_id", share.OwnerId)
        .With("sender_id", share.SenderId)
        .With("recipient_id", share.RecipientId)
        .With("acceptance_required", ShareMapping.Acceptance(share.AcceptanceStatus))
        .With("item_id", share.ItemId)
        .With("slot_id", share.SlotId)
        .With("onsharing_permitted", share.SharingMode == SharingMode.Anyone)
        .With("sharing_mode", ShareMapping.Mode(share.SharingMode))
        .With("terms", share.Terms)
        .With("created_at", share.CreatedAt)
        .With("expires_at", share.ExpiresAt);
}
