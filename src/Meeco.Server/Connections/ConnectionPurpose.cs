using System.Text.Json;
using System.Text.Json.Nodes;
using Meeco.Server.Storage;

namespace Meeco.Server.Connections;

/// <summary>
/// What an invitation, and the inviting side of the connection it becomes, is for. The invited user's side is plain: he
/// sees the purpose at the other user (docs/WIRE.md 4.9).
/// </summary>
internal sealed record ConnectionPurpose
{
    /// <summary>To share, and nothing else.</summary>
    public static ConnectionPurpose Plain => new();

    public ConnectionIntent? Intent { get; init; }

    /// <summary>With <see cref="ConnectionIntent.Delegate"/>: owner, admin or reader (rule 56).</summary>
    public string? DelegationRole { get; init; }

    /// <summary>With <see cref="ConnectionIntent.Delegate"/>: the hash of the keystore's token of the delegation, by which it is found.</summary>
    public byte[]? DelegationTokenHash { get; init; }

    /// <summary>That token under a key of the server's, for both users may read it.</summary>
    public string? SealedDelegationToken { get; init; }

    /// <summary>With <see cref="ConnectionIntent.Member"/> and <see cref="ConnectionIntent.Service"/>: the organisation.</summary>
    public long? OrganizationKey { get; init; }

    /// <summary>With <see cref="ConnectionIntent.Member"/>: owner or admin (rule 66).</summary>
    public string? OrganizationMemberRole { get; init; }

    /// <summary>With <see cref="ConnectionIntent.Member"/>, once they are connected: the membership.</summary>
    public long? OrganizationMemberKey { get; init; }

    /// <summary>With <see cref="ConnectionIntent.Service"/>: the service.</summary>
    public long? ServiceKey { get; init; }

    /// <summary>
    /// Whether an invitation for another purpose asks for what is there already. A member stays one, with the role that
    /// the owners gave him since.
    /// </summary>
    public bool Covers(ConnectionPurpose other) =>
        Intent == other.Intent && Intent switch
        {
            ConnectionIntent.Member => OrganizationKey == other.OrganizationKey,
            ConnectionIntent.Service => ServiceKey == other.ServiceKey,
            ConnectionIntent.Delegate =>
                DelegationRole == other.DelegationRole && DelegationTokenHash.AsSpan().SequenceEqual(other.DelegationTokenHash),
            _ => true,
        };

    /// <summary>The wire's <c>connection_type</c>.</summary>
    public string? Type => Intent switch
    {
        ConnectionIntent.Member => "member",
        ConnectionIntent.Service => "service",
        ConnectionIntent.Delegate => "delegate",
        _ => null,
    };

    /// <summary>The keystore's token of the delegation, to be shown; null without one.</summary>
    public string? DelegationToken(SealedTokens tokens) =>
        DelegationTokenHash is { } hash && SealedDelegationToken is { } kept ? tokens.Open(hash, kept) : null;

    /// <summary>The wire's <c>integration_data</c>; null for a plain purpose.</summary>
    public JsonElement? IntegrationData(PublicIds ids, SealedTokens tokens)
    {
        var data = Intent switch
        {
            ConnectionIntent.Member => new JsonObject
            {
                ["intent"] = Type,
                ["organization_id"] = ids.Encode(IdKind.Organization, OrganizationKey),
                ["organization_member_role"] = OrganizationMemberRole,
            },
            ConnectionIntent.Service => new JsonObject
            {
                ["intent"] = Type,
                ["organization_id"] = ids.Encode(IdKind.Organization, OrganizationKey),
                ["service_id"] = ids.Encode(IdKind.OrganizationService, ServiceKey),
            },
            ConnectionIntent.Delegate => new JsonObject
            {
                ["intent"] = Type,
                ["role"] = DelegationRole,
                ["delegation_token"] = DelegationToken(tokens),
            },
            _ => null,
        };
        return data is null ? null : JsonElement.Parse(data.ToJsonString());
    }
}
