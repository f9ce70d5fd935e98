using Meeco.Cryptography;
using Microsoft.Extensions.Caching.Memory;

namespace Meeco.Server.Shares;

/// <summary>
/// What the server checks about the keys that shares are encrypted for. The same few keys come with every share of a
/// catalogue, and reading one costs more than storing the share, so what it takes to check is remembered.
/// </summary>
internal sealed class RecipientKeys : IDisposable
{
    // A text takes a kilobyte or two.
    private const int MaxKeys = 4096;

    private readonly MemoryCache _sizes = new(new MemoryCacheOptions { SizeLimit = MaxKeys });

    /// <summary>Whether both texts hold the same key, for one key has several PEM texts (decision generations).</summary>
    /// <param name="published">The key of a connection, checked when it was posted.</param>
    /// <param name="sent">The key that a sender names.</param>
    public static bool AreSame(string published, string? sent)
    {
        if (sent is null || string.Equals(published, sent, StringComparison.Ordinal))
        {
            return sent is not null;
        }

        try
        {
            using var one = RsaPublicKey.FromPem(published);
            using var other = RsaPublicKey.FromPem(sent);
            return one.Equals(other);
        }
        catch (CryppoFormatException)
        {
            return false;
        }
    }

    /// <summary>Whether a DEK is encrypted as it must be for the holder of that key: a cryppo value of the key's size.</summary>
    /// <param name="published">The key of a connection, checked when it was posted.</param>
    /// <param name="encryptedDek">The DEK as sent.</param>
    public bool CanBeFor(string published, string? encryptedDek) => Cryppo.IsRsaValue(encryptedDek, SizeOf(published));

    public void Dispose() => _sizes.Dispose();

    private int SizeOf(string published) => _sizes.GetOrCreate(published, entry =>
    {
        entry.Size = 1;
        using var key = RsaPublicKey.FromPem(published);
        return key.KeySize;
    });
}
