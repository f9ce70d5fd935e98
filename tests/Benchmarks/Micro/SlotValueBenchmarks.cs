using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Meeco.Cryptography;

namespace Meeco.Benchmarks.Micro;

/// <summary>One slot value, from text to cryppo and back, beside the bare cipher over the same bytes.</summary>
[MemoryDiagnoser]
public class SlotValueBenchmarks : IDisposable
{
    private readonly ShareKey _key = ShareKey.Generate();
    private readonly AesGcm _cipher = new(RandomNumberGenerator.GetBytes(32), 16);
    private string _text = "";
    private string _value = "";

    [Params(15, 100_000)]
    public int Characters { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _text = new string('x', Characters);
        _value = _key.EncryptText(_text)!;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _key.Dispose();
        _cipher.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true, Description = "AesGcm of the framework")]
    public byte[] Framework()
    {
        var plain = Encoding.UTF8.GetBytes(_text);
        var cipher = new byte[plain.Length];
        Span<byte> tag = stackalloc byte[16];
        Span<byte> iv = stackalloc byte[12];
        RandomNumberGenerator.Fill(iv);
        _cipher.Encrypt(iv, plain, cipher, tag);
        return cipher;
    }

    [Benchmark(Description = "encrypt to cryppo")]
    public string? Encrypt() => _key.EncryptText(_text);

    [Benchmark(Description = "decrypt from cryppo")]
    public string? Decrypt() => _key.DecryptText(_value);
}
