using System.Buffers.Binary;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace Meeco.Cryptography;

/// <summary>
/// Bytes under a passphrase: Argon2id makes the key, XChaCha20-Poly1305 seals, both of libsodium. The layout is in
/// docs/SECURITY.md; the costs stand in the box, so that they can rise without leaving older boxes behind.
/// </summary>
public static class PassphraseBox
{
    private const byte Version = 1;
    private const int MagicLength = 8;
    private const int CostsLength = 8;
    private const int SaltLength = 16;
    private const int NonceLength = 24;
    private const int TagLength = 16;
    private const int HeaderLength = MagicLength + CostsLength + SaltLength + NonceLength;

    // The second choice of RFC 9106: for machines that have other things to do too.
    private const int MemoryKiB = 64 * 1024;
    private const int Passes = 3;

    // What a file may make a reader spend.
    private const int MaxMemoryKiB = 1024 * 1024;
    private const int MaxPasses = 16;

    private static readonly AeadAlgorithm Aead = AeadAlgorithm.XChaCha20Poly1305;

    private static ReadOnlySpan<byte> Magic => "MeecoBx"u8;

    /// <summary>Seals bytes.</summary>
    /// <param name="plaintext">The bytes, which the caller zeroes.</param>
    /// <param name="passphrase">The passphrase, which the caller zeroes.</param>
    /// <exception cref="ArgumentException">The passphrase has half of a surrogate pair.</exception>
    public static byte[] Seal(ReadOnlySpan<byte> plaintext, ReadOnlySpan<char> passphrase)
    {
        var box = new byte[HeaderLength + plaintext.Length + TagLength];
        var header = box.AsSpan(0, HeaderLength);
        Magic.CopyTo(header);
        header[MagicLength - 1] = Version;
        BinaryPrimitives.WriteInt32BigEndian(header[MagicLength..], MemoryKiB);
        BinaryPrimitives.WriteInt32BigEndian(header[(MagicLength + sizeof(int))..], Passes);
        RandomNumberGenerator.Fill(header[(MagicLength + CostsLength)..]);

        using var key = Derive(header, MemoryKiB, Passes, passphrase);
        Aead.Encrypt(key, Nonce(header), header, plaintext, box.AsSpan(HeaderLength));
        return box;
    }

    /// <summary>Whether bytes begin as a box does.</summary>
    /// <param name="bytes">Any bytes.</param>
    public static bool IsBox(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Magic);

    /// <summary>Opens a box.</summary>
    /// <param name="box">What <see cref="Seal"/> gave.</param>
    /// <param name="passphrase">The passphrase, which the caller zeroes.</param>
    /// <returns>The bytes, pinned; the caller zeroes them.</returns>
    /// <exception cref="CryppoFormatException">It is no box, or one of a later version.</exception>
    /// <exception cref="DecryptionFailedException">The passphrase is another one, or the box was changed.</exception>
    public static byte[] Open(ReadOnlySpan<byte> box, ReadOnlySpan<char> passphrase)
    {
        if (box.Length < HeaderLength + TagLength || !box.StartsWith(Magic))
        {
            throw new CryppoFormatException("box", "it does not begin as one");
        }

        var header = box[..HeaderLength];
        if (header[MagicLength - 1] != Version)
        {
            throw new CryppoFormatException("box", $"its version is {header[MagicLength - 1]}, and only {Version} is known");
        }

        var memory = BinaryPrimitives.ReadInt32BigEndian(header[MagicLength..]);
        var passes = BinaryPrimitives.ReadInt32BigEndian(header[(MagicLength + sizeof(int))..]);
        if (memory is < 8 or > MaxMemoryKiB || passes is < 1 or > MaxPasses)
        {
            throw new CryppoFormatException("box", "it asks for more memory or time than any writer does");
        }

        using var key = Derive(header, memory, passes, passphrase);
        var plaintext = GC.AllocateUninitializedArray<byte>(box.Length - HeaderLength - TagLength, pinned: true);
        return Aead.Decrypt(key, Nonce(header), header, box[HeaderLength..], plaintext)
            ? plaintext
            : throw new DecryptionFailedException();
    }

    private static ReadOnlySpan<byte> Nonce(ReadOnlySpan<byte> header) => header[^NonceLength..];

    private static Key Derive(ReadOnlySpan<byte> header, int memory, int passes, ReadOnlySpan<char> passphrase)
    {
        var argon = PasswordBasedKeyDerivationAlgorithm.Argon2id(
            new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = memory, NumberOfPasses = passes });
        using var bytes = new ZeroedBuffer(stackalloc byte[ZeroedBuffer.StackLength], StrictUtf8.GetByteCount(passphrase));
        StrictUtf8.GetBytes(passphrase, bytes.Span);
        return argon.DeriveKey(bytes.Span, header.Slice(MagicLength + CostsLength, SaltLength), Aead);
    }
}
