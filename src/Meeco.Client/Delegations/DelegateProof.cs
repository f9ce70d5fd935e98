using System.Text;
using Meeco.Cryptography;

namespace Meeco;

/// <summary>The delegate's proof that the key of the connection is his.</summary>
internal static class DelegateProof
{
    /// <summary>Checks it.</summary>
    /// <param name="publicKey">The delegate's key for the connection.</param>
    /// <param name="statedKey">The key that the keystore has for the delegate; null while it has none.</param>
    /// <param name="signature">The signed token.</param>
    /// <param name="token">The token of the delegation.</param>
    /// <returns>Whether the holder of the connection's key signed this very token, and the keystore knows no other key.</returns>
    public static bool IsValid(string publicKey, string? statedKey, string signature, string token)
    {
        try
        {
            using var key = RsaPublicKey.FromPem(publicKey);
            using var stated = RsaPublicKey.FromPem(statedKey ?? publicKey);
            var signed = SignedValue.Parse(signature);
            return key.Equals(stated)
                && signed.Data.SequenceEqual(Encoding.UTF8.GetBytes(token))
                && key.Verify(signed);
        }
        catch (CryppoFormatException)
        {
            return false;
        }
    }
}
