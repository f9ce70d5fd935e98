using System.Numerics;
using System.Security.Cryptography;
using Meeco.Cryptography;
using Meeco.Tests.Shared;

namespace Meeco.Benchmarks.Comparison;

/// <summary>
/// As many different pairs as are asked for, at the cost of one inversion each: the primes of a stored pair with one public
/// exponent after the other. Each pair opens what was encrypted for it, and works as fast as a fresh one.
/// </summary>
internal sealed class RelatedKeyPairs : IKeyPairSource, IDisposable
{
    private readonly RSAParameters _stored;
    private readonly BigInteger _p1;
    private readonly BigInteger _q1;
    private readonly Lock _gate = new();

    // Of the size of the usual 65537, so that encrypting costs what it usually does.
    private int _exponent = 65537;

    public RelatedKeyPairs()
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(TestKeys.PrivatePem(1));
        _stored = rsa.ExportParameters(includePrivateParameters: true);
        _p1 = ToInteger(_stored.P!) - 1;
        _q1 = ToInteger(_stored.Q!) - 1;
    }

    /// <inheritdoc/>
    public Task<RsaKeyPair> TakeAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var rsa = RSA.Create(Next());
        return Task.FromResult(RsaKeyPair.FromPem(rsa.ExportRSAPrivateKeyPem()));
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_stored.D);

    private RSAParameters Next()
    {
        var modulus = _p1 * _q1;
        while (true)
        {
            BigInteger exponent;
            lock (_gate)
            {
                exponent = _exponent += 2;
            }

            if (Inverse(exponent, modulus) is { } inverse)
            {
                return _stored with
                {
                    Exponent = exponent.ToByteArray(isUnsigned: true, isBigEndian: true),
                    D = ToBytes(inverse, _stored.D!.Length),
                    DP = ToBytes(inverse % _p1, _stored.DP!.Length),
                    DQ = ToBytes(inverse % _q1, _stored.DQ!.Length),
                };
            }
        }
    }

    // The extended algorithm of Euclid; null where the two have a common divisor.
    private static BigInteger? Inverse(BigInteger value, BigInteger modulus)
    {
        var (a, b, x, y) = (value, modulus, BigInteger.One, BigInteger.Zero);
        while (!b.IsZero)
        {
            var quotient = a / b;
            (a, b, x, y) = (b, a - (quotient * b), y, x - (quotient * y));
        }

        return a.IsOne ? (x + modulus) % modulus : null;
    }

    private static BigInteger ToInteger(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] ToBytes(BigInteger value, int length)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }
}
