using System.Text.Json;

namespace Meeco.Wire;

/// <summary>The caller's side of a connection.</summary>
public sealed record OwnConnectionBody
{
    /// <summary>The id of the connection, for him.</summary>
    public required string Id { get; init; }

    /// <summary>The name he gave the other user, under his DEK.</summary>
    public string? EncryptedRecipientName { get; init; }

    /// <summary>What the connection is for, where it came from a delegation, an organisation or a service.</summary>
    public JsonElement? IntegrationData { get; init; }

    /// <summary>The token of a delegation.</summary>
    public string? DelegationToken { get; init; }

    /// <summary>`owner`, `admin` or `reader`.</summary>
    public string? DelegationRole { get; init; }

    /// <summary>The membership it stands for.</summary>
    public string? OrganizationMemberId { get; init; }

    /// <summary>`member`, `service`, `delegate` or null.</summary>
    public string? ConnectionType { get; init; }

    /// <summary>The user of this side.</summary>
    public required string UserId { get; init; }

    /// <summary>One of <see cref="UserTypes"/>.</summary>
    public string UserType { get; init; } = UserTypes.Human;

    /// <summary>The public key of this side, byte for byte as given.</summary>
    public required string UserPublicKey { get; init; }

    /// <summary>The keystore id of this side's pair.</summary>
    public string? UserKeypairExternalId { get; init; }

    /// <summary>A decentralised identifier.</summary>
    public string? Did { get; init; }

    /// <summary>When they connected.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
