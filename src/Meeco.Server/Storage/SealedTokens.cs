using System.Text;
using Meeco.Server.Http;

namespace Meeco.Server.Storage;

/// <summary>The tokens of invitations and delegations: found by their hash, and shown again to whom the wire shows them.</summary>
internal sealed class SealedTokens(StorageSeal seal)
{
    /// <summary>A new token, as it is stored.</summary>
    public (byte[] Hash, string Sealed) Create()
    {
        var token = SessionToken.Create();
        var hash = SessionToken.Hash(token);
        return (hash, seal.Seal(Encoding.UTF8.GetBytes(token), Context(hash)));
    }

    /// <summary>The token that was stored so.</summary>
    public string Open(byte[] hash, string sealedToken) => Encoding.UTF8.GetString(seal.Open(sealedToken, Context(hash)));

    private static string Context(byte[] hash) => $"token {Convert.ToHexString(hash)}";
}
