using Meeco.Server.Storage;
using Meeco.Wire;

namespace Meeco.Server.Connections;

/// <summary>Writes connections in the wire's words.</summary>
internal sealed class ConnectionViews(PublicIds ids)
{
    /// <summary>Both sides as the user of the first sees them; the name that the other gave him is not among it.</summary>
    public ConnectionBody Body(Connection own, Connection other) => new()
    {
        Own = new OwnConnectionBody
        {
            Id = ids.Encode(IdKind.Connection, own.Key),
            EncryptedRecipientName = own.EncryptedRecipientName,
            IntegrationData = WireJson.EmptyObject,
            UserId = ids.Encode(IdKind.VaultUser, own.UserKey),
            UserPublicKey = own.PublicKey,
            UserKeypairExternalId = own.KeyPairExternalId,
            Did = own.Did,
            CreatedAt = own.CreatedAt,
        },
        TheOtherUser = new OtherConnectionBody
        {
            Id = ids.Encode(IdKind.Connection, other.Key),
            IntegrationData = WireJson.EmptyObject,
            UserId = ids.Encode(IdKind.VaultUser, other.UserKey),
            UserPublicKey = other.PublicKey,
            UserKeypairExternalId = other.KeyPairExternalId,
            Did = other.Did,
        },
    };
}
