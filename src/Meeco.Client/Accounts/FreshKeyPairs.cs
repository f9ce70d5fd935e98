using Meeco.Cryptography;

namespace Meeco;

/// <summary>Makes pairs off the calling thread.</summary>
internal sealed class FreshKeyPairs : IKeyPairSource
{
    /// <inheritdoc/>
    public Task<RsaKeyPair> TakeAsync(CancellationToken cancel) => RsaKeyPair.GenerateAsync(cancel);
}
