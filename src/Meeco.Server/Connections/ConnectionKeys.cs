using Meeco.Cryptography;
using Meeco.Server.Http;
using Meeco.Wire;

namespace Meeco.Server.Connections;

/// <summary>Reads what both sides of a connection bring to it.</summary>
internal static class ConnectionKeys
{
    /// <summary>The public key, byte for byte as it was sent.</summary>
    /// <exception cref="RefusedException">422: there is none, or it is no RSA key in PEM.</exception>
    public static string Read(PostedPublicKey? sent)
    {
        try
        {
            using var key = RsaPublicKey.FromPem(sent?.PublicKey ?? "");
            return key.Pem;
        }
        catch (CryppoFormatException)
        {
            throw Refuse.Invalid("public_key.public_key", "A connection needs a public RSA key in PEM.");
        }
    }

    /// <summary>A name that one side gives the other; null when there is none (rule 69).</summary>
    /// <exception cref="RefusedException">422: it is not encrypted.</exception>
    public static string? ReadName(string? sent, string field)
    {
        if (string.IsNullOrEmpty(sent))
        {
            return null;
        }

        return Cryppo.IsEncryptedValue(sent) ? sent : throw Refuse.NotCryppo(field);
    }

    /// <summary>A name that is for the holder of a public key to read; null when there is none.</summary>
    /// <exception cref="RefusedException">422: it is not encrypted with such a key.</exception>
    public static string? ReadNameFor(string publicKey, string? sent, string field)
    {
        if (string.IsNullOrEmpty(sent))
        {
            return null;
        }

        using var key = RsaPublicKey.FromPem(publicKey);
        return Cryppo.IsRsaValue(sent, key.KeySize) ? sent : throw Refuse.NotCryppo(field);
    }
}
