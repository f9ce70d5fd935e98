using System.Text.Json;
using System.Text.Json.Serialization;

namespace Meeco.Wire;

/// <summary>The invitation to make.</summary>
public sealed record PostInvitationsInvitation
{
    /// <summary>The name for the invited user, under the inviting user's DEK.</summary>
    public string? EncryptedRecipientName { get; init; }

    /// <summary>The name of the inviting user.</summary>
    public string? EncryptedSenderName { get; init; }

    /// <summary>For a membership: `owner` or `admin`.</summary>
    public string? OrganizationMemberRole { get; init; }

    /// <summary>For a delegation: `owner`, `admin` or `reader`.</summary>
    public string? DelegateRole { get; init; }

    /// <summary>A decentralised identifier.</summary>
    public string? SenderDid { get; init; }

    /// <summary>For a delegation: the keystore's token.</summary>
    public string? DelegationToken { get; init; }

    /// <summary>
    /// `true` or `1` for the workflow with a confirmation; null for the server's default. Clients send text, a JSON
    /// boolean is read too.
    /// </summary>
    [JsonConverter(typeof(LenientTextConverter))]
    public string? MultistepWorkflow { get; init; }

    /// <summary>At most 8 pairs of text.</summary>
    public JsonElement? SenderToRecipientData { get; init; }
}
