using System.Diagnostics;
using System.Security.Cryptography;
using Meeco.Tests.Shared;

namespace Meeco.Benchmarks.Comparison;

/// <summary>What the operations that no program can leave out cost on this machine, on one core, with the key imported.</summary>
internal sealed record Floors(
    TimeSpan RsaEncrypt, TimeSpan RsaDecrypt, TimeSpan AesGcm, TimeSpan Pbkdf2, TimeSpan KeyPair)
{
    private const int KeyPairs = 12;

    private static int Cores => Environment.ProcessorCount;

    /// <summary>Measures them, which takes some seconds.</summary>
    public static async Task<Floors> MeasureAsync(CancellationToken cancel)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(TestKeys.PrivatePem(1));
        using var open = RSA.Create(rsa.ExportParameters(includePrivateParameters: false));
        var key = RandomNumberGenerator.GetBytes(32);
        var wrapped = open.Encrypt(key, RSAEncryptionPadding.OaepSHA1);
        using var aes = new AesGcm(key, 16);
        var (iv, text, cipher, tag) = (new byte[12], new byte[32], new byte[32], new byte[16]);
        return new Floors(
            Each(2000, () => open.Encrypt(key, RSAEncryptionPadding.OaepSHA1)),
            Each(200, () => rsa.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA1)),
            Each(100_000, () => aes.Encrypt(iv, text, cipher, tag)),
            Each(10, () => Rfc2898DeriveBytes.Pbkdf2("correct horse battery staple", key, 100_000, HashAlgorithmName.SHA256, 32)),
            await EachKeyPairAsync(cancel));
    }

    /// <summary>For shares: a key for the recipient, and each value with the key it is checked by.</summary>
    public TimeSpan OfShares(long shares, int slots) => shares * (RsaEncrypt + (2 * slots * AesGcm)) / Cores;

    /// <summary>For reading received items.</summary>
    public TimeSpan OfReceived(long items, int slots) => items * (RsaDecrypt + (2 * slots * AesGcm)) / Cores;

    /// <summary>For reading items under the user's own key.</summary>
    public TimeSpan OfProtected(long items, int slots) => items * 2 * slots * AesGcm / Cores;

    /// <summary>For a log-in: two keys from the passphrase, and the vault's token.</summary>
    public TimeSpan OfLogin => (Pbkdf2 * 2 / Math.Min(2, Cores)) + RsaDecrypt;

    /// <summary>For making key pairs, by the mean time of one.</summary>
    public TimeSpan OfKeyPairs(int pairs) => pairs * KeyPair / Cores;

    private static TimeSpan Each(int times, Action work)
    {
        for (var warm = 0; warm < times / 10; warm++)
        {
            work();
        }

        var watch = Stopwatch.StartNew();
        for (var turn = 0; turn < times; turn++)
        {
            work();
        }

        return watch.Elapsed / times;
    }

    private static async Task<TimeSpan> EachKeyPairAsync(CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, KeyPairs, new ParallelOptions { MaxDegreeOfParallelism = Cores, CancellationToken = cancel }, static (_, _) =>
        {
            using var pair = RSA.Create(4096);
            pair.ExportRSAPublicKey();
            return ValueTask.CompletedTask;
        });
        return watch.Elapsed * Cores / KeyPairs;
    }
}
