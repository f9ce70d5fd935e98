using Meeco.Cryptography;

namespace Meeco;

/// <summary>
/// A key pair that no keystore keeps: whoever made it must. It shows its public half alone; the private half leaves it
/// only through an export that was asked for.
/// </summary>
public sealed class MeecoKeyPair : IDisposable
{
    internal MeecoKeyPair(RsaKeyPair pair) => Pair = pair;

    /// <summary>The public half, as PEM.</summary>
    public string PublicKey => Pair.PublicKey.Pem;

    internal RsaKeyPair Pair { get; }

    /// <summary>Forgets the private half.</summary>
    public void Dispose() => Pair.Dispose();

    /// <summary>The name of the type: keys never show themselves.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => nameof(MeecoKeyPair);
}
