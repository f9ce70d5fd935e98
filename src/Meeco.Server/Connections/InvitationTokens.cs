using System.Text;
using Meeco.Server.Http;
using Meeco.Server.Storage;

namespace Meeco.Server.Connections;

/// <summary>The tokens of invitations: found by their hash, and shown again to whom the wire shows them.</summary>
internal sealed class InvitationTokens(StorageSeal seal)
{
    /// <summary>A new token, as it is stored.</summary>
    public (byte[] Hash, string Sealed) Create()
    {
        var token = SessionToken.Create();
        var hash = SessionToken.Hash(token);
        return (hash, seal.Seal(Encoding.UTF8.GetBytes(token), Context(hash)));
    }

    /// <summary>The token of an invitation.</summary>
    public string Of(Invitation invitation) =>
        Encoding.UTF8.GetString(seal.Open(invitation.SealedToken, Context(invitation.TokenHash)));

    private static string Context(byte[] hash) => $"invitation {Convert.ToHexString(hash)}";
}
