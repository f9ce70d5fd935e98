namespace Meeco.Cryptography;

/// <summary>
/// Data and an RSA signature of it, <c>Sign.Rsa&lt;bits&gt;.…</c> (docs/FORMATS.md 1.5). Reading one verifies nothing: see
/// <see cref="RsaPublicKey.Verify"/>.
/// </summary>
public sealed class SignedValue
{
    private const string Marker = "Sign";

    private readonly byte[] _signature;
    private readonly byte[] _data;

    internal SignedValue(byte[] signature, byte[] data)
    {
        _signature = signature;
        _data = data;
    }

    /// <summary>The size in bits of the key that signed.</summary>
    public int KeySize => _signature.Length * 8;

    /// <summary>The signature: as many bytes as the key has.</summary>
    public ReadOnlySpan<byte> Signature => _signature;

    /// <summary>What was signed.</summary>
    public ReadOnlySpan<byte> Data => _data;

    /// <summary>Reads the four-part form.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="CryppoFormatException">The value is malformed.</exception>
    public static SignedValue Parse(ReadOnlySpan<char> value)
    {
        var parts = CryppoParts.Split(value, count: 4);
        CryppoParts.Require(value[parts[0]], Marker);
        var signature = CryppoParts.Decode(value[parts[2]], "signature");
        if (signature.Length is < RsaPublicKey.MinKeySize / 8 or > RsaPublicKey.MaxKeySize / 8)
        {
            throw new CryppoFormatException("signature", "no RSA key has that length");
        }

        CryppoParts.Require(value[parts[1]], RsaValue.Strategy(signature.Length * 8));
        return new SignedValue(signature, CryppoParts.Decode(value[parts[3]], "data"));
    }

    /// <summary>The four-part form.</summary>
    public override string ToString() =>
        CryppoParts.Join($"{Marker}.{RsaValue.Strategy(KeySize)}", _signature, _data);
}
