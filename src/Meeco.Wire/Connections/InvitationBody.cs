using System.Text.Json;

namespace Meeco.Wire;

/// <summary>An invitation to connect.</summary>
public sealed record InvitationBody
{
    /// <summary>`member`, `service`, `delegate` or null.</summary>
    public string? ConnectionType { get; init; }

    /// <summary>Words to the invited user.</summary>
    public string? Message { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the invited user presents: a secret.</summary>
    public required string Token { get; init; }

    /// <summary>`owner`, `admin` or `reader`.</summary>
    public string? DelegationRole { get; init; }

    /// <summary>The token of a delegation.</summary>
    public string? DelegationToken { get; init; }

    /// <summary>The inviting organisation.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>`owner` or `admin`.</summary>
    public string? OrganizationMemberRole { get; init; }

    /// <summary>The inviting service.</summary>
    public string? ServiceId { get; init; }

    /// <summary>A decentralised identifier.</summary>
    public string? SenderDid { get; init; }

    /// <summary>A decentralised identifier.</summary>
    public string? RecipientDid { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset ExpireAt { get; init; }

    /// <summary>How many shares were prepared with it.</summary>
    public int SharesToBeCreated { get; init; }

    /// <summary>Whether the caller made it.</summary>
    public bool Outgoing { get; init; }

    /// <summary>Whom it was made for, if that is known.</summary>
    public string? InvitedUserId { get; init; }

    /// <summary>One of <see cref="InvitationStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>The name for the invited user; the sender alone sees it.</summary>
    public string? EncryptedRecipientName { get; init; }

    /// <summary>The name of the inviting user.</summary>
    public string? EncryptedSenderName { get; init; }

    /// <summary>A JSON object, never null.</summary>
    public JsonElement RecipientToSenderData { get; init; } = WireJson.EmptyObject;

    /// <summary>A JSON object, never null.</summary>
    public JsonElement SenderToRecipientData { get; init; } = WireJson.EmptyObject;

    /// <summary>The public key of the one who invites.</summary>
    public string? SenderPublicKey { get; init; }

    /// <summary>Whether the sender confirms before the connection is made.</summary>
    public bool? MultistepWorkflow { get; init; }

    /// <summary>Its id; the sender alone sees it (rule 19).</summary>
    public string? Id { get; init; }

    /// <summary>The keystore id of the sender's pair; he alone sees it (rule 19).</summary>
    public string? KeypairExternalId { get; init; }

    /// <summary>Former spelling of the sender's public key.</summary>
    public string? UserPublicKey { get; init; }

    /// <summary>What it is for, where it comes from a delegation, an organisation or a service (rule 18).</summary>
    public JsonElement? IntegrationData { get; init; }

    /// <summary>Who invites, in words.</summary>
    public string? UserName { get; init; }

    /// <summary>For clients of 2020.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>For clients of 2020.</summary>
    public string? UserImage { get; init; }

    /// <summary>The name of the type: the members hold a secret.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(InvitationBody);
}
