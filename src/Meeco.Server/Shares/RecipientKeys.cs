using Meeco.Cryptography;

namespace Meeco.Server.Shares;

/// <summary>What the server checks about the keys that shares are encrypted for.</summary>
internal static class RecipientKeys
{
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
    public static bool CanBeFor(string published, string? encryptedDek)
    {
        using var key = RsaPublicKey.FromPem(published);
        return Cryppo.IsRsaValue(encryptedDek, key.KeySize);
    }
}
