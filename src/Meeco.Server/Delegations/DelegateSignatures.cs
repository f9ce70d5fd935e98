using System.Text;
using Meeco.Server.Storage;

namespace Meeco.Server.Delegations;

/// <summary>The signatures of delegates, each of which holds the token of its delegation.</summary>
internal sealed class DelegateSignatures(StorageSeal seal)
{
    /// <summary>The signature as it is stored with a delegation.</summary>
    public string Seal(KeyDelegation delegation, string signature) => seal.Seal(Encoding.UTF8.GetBytes(signature), Context(delegation));

    /// <summary>The signature that was stored; null before there is one.</summary>
    public string? Open(KeyDelegation delegation) => delegation.SealedDelegateSignature is { } stored
        ? Encoding.UTF8.GetString(seal.Open(stored, Context(delegation)))
        : null;

    private static string Context(KeyDelegation delegation) => $"delegate signature {Convert.ToHexString(delegation.TokenHash)}";
}
