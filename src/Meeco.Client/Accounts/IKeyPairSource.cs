using Meeco.Cryptography;

namespace Meeco;

/// <summary>Where new RSA pairs come from.</summary>
internal interface IKeyPairSource
{
    /// <summary>Gives a pair that nobody else has; making one takes seconds.</summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The pair, owned by the caller.</returns>
    Task<RsaKeyPair> TakeAsync(CancellationToken cancel);
}
