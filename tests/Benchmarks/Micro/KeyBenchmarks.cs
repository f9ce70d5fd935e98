using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Meeco.Cryptography;

namespace Meeco.Benchmarks.Micro;

/// <summary>
/// What a key costs before it encrypts anything. A batch makes one DEK a share, so guarded memory there would cost
/// more than the encryption itself; the raw cipher is the measure.
/// </summary>
[MemoryDiagnoser]
public class KeyBenchmarks
{
    private readonly byte[] _raw = RandomNumberGenerator.GetBytes(32);

    [Benchmark(Baseline = true, Description = "AesGcm of the framework")]
    public void Framework()
    {
        using var key = new AesGcm(_raw, 16);
    }

    [Benchmark(Description = "ShareKey: pinned and zeroed")]
    public void Share()
    {
        using var key = ShareKey.Import(_raw);
    }

    [Benchmark(Description = "SymmetricKey: guarded memory")]
    public void Guarded()
    {
        using var key = SymmetricKey.Import(_raw);
    }
}
