using Meeco.Server.Accounts;
using Meeco.Server.Storage;
using Meeco.Wire;

namespace Meeco.Server.Connections;

/// <summary>Writes connections in the wire's words.</summary>
internal sealed class ConnectionViews(SealedTokens tokens, PublicIds ids)
{
    /// <summary>Both sides as the user of the first sees them; the name that the other gave him is not among it.</summary>
    public ConnectionBody Body(Connection own, Connection other) => new()
    {
        Own = new OwnConnectionBody
        {
            Id = ids.Encode(IdKind.Connection, own.Key),
            EncryptedRecipientName = own.EncryptedRecipientName,
            ConnectionType = own.Purpose.Type,
            IntegrationData = own.Purpose.IntegrationData(ids, tokens) ?? WireJson.EmptyObject,
            DelegationRole = own.Purpose.DelegationRole,
            DelegationToken = own.Purpose.DelegationToken(tokens),
            OrganizationMemberId = ids.Encode(IdKind.OrganizationMember, own.Purpose.OrganizationMemberKey),
            UserId = ids.Encode(IdKind.VaultUser, own.UserKey),
            UserType = own.UserType.Text(),
            UserPublicKey = own.PublicKey,
            UserKeypairExternalId = own.KeyPairExternalId,
            Did = own.Did,
            CreatedAt = own.CreatedAt,
        },
        TheOtherUser = new OtherConnectionBody
        {
            Id = ids.Encode(IdKind.Connection, other.Key),
            ConnectionType = other.Purpose.Type,
            IntegrationData = other.Purpose.IntegrationData(ids, tokens) ?? WireJson.EmptyObject,
            DelegationRole = other.Purpose.DelegationRole,
            DelegationToken = other.Purpose.DelegationToken(tokens),
            OrganizationMemberId = ids.Encode(IdKind.OrganizationMember, other.Purpose.OrganizationMemberKey),
            UserId = ids.Encode(IdKind.VaultUser, other.UserKey),
            UserType = other.UserType.Text(),
            UserPublicKey = other.PublicKey,
            UserKeypairExternalId = other.KeyPairExternalId,
            Did = other.Did,
        },
    };
}
