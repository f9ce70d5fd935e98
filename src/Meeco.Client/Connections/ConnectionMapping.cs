using System.Text.Json;
using System.Text.Json.Nodes;
using Meeco.Wire;

namespace Meeco;

/// <summary>Between the words of the wire and ours.</summary>
internal static class ConnectionMapping
{
    public static MeecoConnection Map(
        ConnectionBody connection,
        SessionKeys keys,
        bool existedAlready = false,
        (IReadOnlyList<string> Created, IReadOnlyList<LostShare> Lost)? report = null) => new()
    {
        CreatedShareIds = report?.Created ?? [],
        LostShares = report?.Lost ?? [],
        Id = connection.Own.Id,
        Name = Ciphers.OpenName(keys.DekOrNull, connection.Own.EncryptedRecipientName),
        UserId = connection.TheOtherUser.UserId,
        CreatedAt = connection.Own.CreatedAt,
        ExistedAlready = existedAlready,
        PublicKey = connection.TheOtherUser.UserPublicKey,
        KeypairExternalId = connection.TheOtherUser.UserKeypairExternalId,
    };

    public static MeecoInvitation Map(InvitationBody invitation, SessionKeys keys) => new()
    {
        Id = invitation.Id,
        Token = invitation.Token,
        Name = Ciphers.OpenName(keys.DekOrNull, invitation.EncryptedRecipientName),
        State = State(invitation.State),
        Outgoing = invitation.Outgoing,
        SenderName = invitation.UserName,
        InvitedUserId = invitation.InvitedUserId,
        ConnectionType = Type(invitation),
        Role = invitation.DelegationRole ?? invitation.OrganizationMemberRole,
        OrganizationId = invitation.OrganizationId,
        ServiceId = invitation.ServiceId,
        Multistep = invitation.MultistepWorkflow == true,
        SharesToBeCreated = invitation.SharesToBeCreated,
        SenderData = Data(invitation.SenderToRecipientData),
        RecipientData = Data(invitation.RecipientToSenderData),
        CreatedAt = invitation.CreatedAt,
        ExpiresAt = invitation.ExpireAt,
        SenderPublicKey = invitation.SenderPublicKey ?? invitation.UserPublicKey,
    };

    public static InvitationState State(string? state) => state switch
    {
        InvitationStates.New => InvitationState.New,
        InvitationStates.Connected => InvitationState.Connected,
        InvitationStates.Rejected => InvitationState.Rejected,
        InvitationStates.Accepted => InvitationState.Accepted,
        InvitationStates.Cancelled => InvitationState.Cancelled,
        InvitationStates.Expired => InvitationState.Expired,
        _ => InvitationState.Unknown,
    };

    public static MeecoInvitation Map(InvitationWithShareIntentsResponse answer, SessionKeys keys) =>
        Map(answer.Invitation, keys) with
        {
            // PowerShell indexes arrays, and not the lists that C# makes of a collection expression.
            PreparedShares = (MeecoPreparedShare[])[.. answer.ShareIntents.Select(Map)],
            RecipientPublicKey = answer.RecipientPublicKey,
            PresentConnectionId = answer.ConnectionId,
        };

    /// <summary>What became of prepared shares, in the words of whoever saw them prepared.</summary>
    /// <param name="report">The server's report.</param>
    /// <param name="prepared">What was prepared.</param>
    /// <returns>The ids of the shares that were made, and the others.</returns>
    public static (IReadOnlyList<string> Created, IReadOnlyList<LostShare> Lost) Report(
        IReadOnlyList<CreatedShareReport> report,
        IReadOnlyList<MeecoPreparedShare> prepared) => (
        (string[])[.. report.Where(one => one.Success).Select(one => one.ShareId).OfType<string>()],
        [
            .. report.Where(one => !one.Success).Select(one => new LostShare(
                prepared.FirstOrDefault(share => share.ItemId == one.ItemToBeShared)?.ItemLabel ?? one.ItemToBeShared,
                one.Reason ?? "unknown")),
        ]);

    /// <summary>Pairs of text as the wire has them; null for none.</summary>
    public static JsonElement? Data(IReadOnlyDictionary<string, string>? data)
    {
        if (data is not { Count: > 0 })
        {
            return null;
        }

        var json = new JsonObject();
        foreach (var (name, text) in data)
        {
            json[name] = text;
        }

        return JsonElement.Parse(json.ToJsonString());
    }

    private static Dictionary<string, string> Data(JsonElement data) =>
        data.ValueKind == JsonValueKind.Object
            ? data.EnumerateObject()
                .Where(pair => pair.Value.ValueKind == JsonValueKind.String)
                .ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!, StringComparer.Ordinal)
            : [];

    private static MeecoPreparedShare Map(CompactShareIntent intent) => new()
    {
        Id = intent.Id,
        ItemId = intent.ItemId,
        ItemLabel = intent.ItemLabel,
        Terms = string.IsNullOrEmpty(intent.Terms) ? null : intent.Terms,
        AcceptanceStatus = intent.AcceptanceRequired.Trim() == AcceptanceStates.NotRequired
            ? AcceptanceStatus.NotRequired
            : AcceptanceStatus.Required,
        ExpiresAt = intent.ExpiresAt,
        EncryptedDek = intent.EncryptedDek,
    };

    // Whatever says that it is more than a connection is believed: taken for a plain one it would bind its recipient to
    // something that he did not agree to (rule 18).
    private static ConnectionType Type(InvitationBody invitation)
    {
        var intent = invitation.IntegrationData is { ValueKind: JsonValueKind.Object } data
            && data.TryGetProperty("intent", out var said)
            && said.ValueKind == JsonValueKind.String
                ? said.GetString()
                : null;
        return (invitation.ConnectionType ?? intent) switch
        {
            "member" => ConnectionType.Member,
            "service" => ConnectionType.Service,
            "delegate" => ConnectionType.Delegate,
            { Length: > 0 } => ConnectionType.Unknown,
            _ when invitation.DelegationToken is not null || invitation.DelegationRole is not null => ConnectionType.Delegate,
            _ when invitation.OrganizationMemberRole is not null => ConnectionType.Member,
            _ when invitation.ServiceId is not null => ConnectionType.Service,
            _ => ConnectionType.Plain,
        };
    }

    public static string? State(InvitationState? state) => state switch
    {
        null or InvitationState.Unknown => null,
        InvitationState.New => InvitationStates.New,
        InvitationState.Connected => InvitationStates.Connected,
        InvitationState.Rejected => InvitationStates.Rejected,
        InvitationState.Accepted => InvitationStates.Accepted,
        InvitationState.Cancelled => InvitationStates.Cancelled,
        InvitationState.Expired => InvitationStates.Expired,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
