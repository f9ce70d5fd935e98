using Meeco.Cryptography;
using Meeco.Tests.Shared;

namespace Meeco.Client.Tests.Fixtures;

/// <summary>Hands out stored pairs instead of making some, which takes seconds each.</summary>
/// <param name="login">The pair to log in with, 1 to <see cref="TestKeys.Count"/>: no two users of a vault share one.</param>
internal sealed class StoredKeyPairs(int login) : IKeyPairSource
{
    private int _taken = login - 1;

    /// <summary>The first is the login pair; the pairs of connections follow in turn.</summary>
    public Task<RsaKeyPair> TakeAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var number = (Interlocked.Increment(ref _taken) - 1) % TestKeys.Count;
        return Task.FromResult(RsaKeyPair.FromPem(TestKeys.PrivatePem(number + 1)));
    }
}
