using Meeco.Cryptography;

namespace Meeco;

/// <summary>Hands out pairs that were made before, and fresh ones when there are no more.</summary>
/// <param name="next">Gives the next private key as PEM, each once; null when there are no more.</param>
internal sealed class GivenKeyPairs(Func<string?> next) : IKeyPairSource
{
    private readonly FreshKeyPairs _fresh = new();

    /// <inheritdoc/>
    public Task<RsaKeyPair> TakeAsync(CancellationToken cancel) =>
        next() is { } pem ? Task.FromResult(RsaKeyPair.FromPem(pem)) : _fresh.TakeAsync(cancel);
}
