using System.Text;

namespace Meeco.Cryptography;

/// <summary>One value of the strategy <c>Aes256Gcm</c> taken apart (docs/FORMATS.md 1.1).</summary>
internal readonly ref struct Aes256GcmValue
{
    public const string Strategy = "Aes256Gcm";
    public const int KeyLength = 32;
    public const int IvLength = 12;
    public const int TagLength = 16;

    private const string AdditionalData = "none";
    private const int ArtefactsLength = 65;

    private readonly ReadOnlySpan<char> _data;

    private Aes256GcmValue(ReadOnlySpan<char> data, int dataLength, Artefacts artefacts)
    {
        _data = data;
        DataLength = dataLength;
        Iv = artefacts.Bytes("iv", IvLength);
        Tag = artefacts.Bytes("at", TagLength);
        Ad = Encoding.UTF8.GetBytes(artefacts.Text("ad"));
    }

    /// <summary>The authenticated but unencrypted bytes that every writer adds.</summary>
    public static ReadOnlySpan<byte> DefaultAd => "none"u8;

    /// <summary>The number of bytes of ciphertext, which is that of the plaintext.</summary>
    public int DataLength { get; }

    public byte[] Iv { get; }

    public byte[] Tag { get; }

    public byte[] Ad { get; }

    /// <exception cref="CryppoFormatException">The value is malformed.</exception>
    public static Aes256GcmValue Parse(ReadOnlySpan<char> value)
    {
        var parts = CryppoParts.Split(value, count: 3);
        CryppoParts.Require(value[parts[0]], Strategy);
        var data = value[parts[1]];
        var dataLength = CryppoBase64.DecodedLength(data);
        return dataLength >= 0
            ? new Aes256GcmValue(data, dataLength, Artefacts.Parse(value[parts[2]], Artefacts.EncryptionVersion))
            : throw new CryppoFormatException("data", "not base64 with its padding");
    }

    /// <summary>Ciphertext and tag side by side, as the algorithms want them.</summary>
    public void CopySealedTo(Span<byte> target)
    {
        CryppoBase64.Decode(_data, target[..DataLength]);
        Tag.CopyTo(target[DataLength..]);
    }

    /// <param name="sealedData">Ciphertext and tag side by side.</param>
    /// <param name="iv">The 12 bytes that it was sealed with.</param>
    public static string Write(ReadOnlySpan<byte> sealedData, ReadOnlySpan<byte> iv)
    {
        Span<byte> artefacts = stackalloc byte[ArtefactsLength];
        artefacts[0] = Artefacts.EncryptionVersion;
        var writer = new BsonWriter(artefacts[1..]);
        writer.WriteBinary("iv", iv);
        writer.WriteBinary("at", sealedData[^TagLength..]);
        writer.WriteText("ad", AdditionalData);
        writer.Finish();
        return CryppoParts.Join(Strategy, sealedData[..^TagLength], artefacts);
    }
}
