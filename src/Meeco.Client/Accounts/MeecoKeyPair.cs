using System.Security;
using Meeco.Cryptography;

namespace Meeco;

/// <summary>
/// A key pair that no keystore keeps: whoever made it must. It shows its public half alone; the private half leaves it
/// only through an export that was asked for.
/// </summary>
public sealed class MeecoKeyPair : IDisposable
{
    internal MeecoKeyPair(RsaKeyPair pair) => Pair = pair;

    /// <summary>Reads a private key, in PEM as Meeco's clients write it.</summary>
    /// <param name="privateKey">The text.</param>
    /// <returns>The pair, owned by the caller.</returns>
    /// <exception cref="MeecoException"><c>InvalidPrivateKey</c>.</exception>
    internal static MeecoKeyPair Read(SecureString privateKey)
    {
        try
        {
            return new MeecoKeyPair(SecretText.Read(privateKey, RsaKeyPair.FromPem));
        }
        catch (CryppoFormatException)
        {
            throw ClientErrors.InvalidPrivateKey();
        }
    }

    /// <summary>The public half, as PEM.</summary>
    public string PublicKey => Pair.PublicKey.Pem;

    internal RsaKeyPair Pair { get; }

    /// <summary>Forgets the private half.</summary>
    public void Dispose() => Pair.Dispose();

    /// <summary>The name of the type: keys never show themselves.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => nameof(MeecoKeyPair);
}
