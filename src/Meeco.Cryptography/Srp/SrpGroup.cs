using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Meeco.Cryptography;

/// <summary>
/// The 2048-bit group of RFC 5054 with SHA-256, and the arithmetic that client and server share (docs/FORMATS.md 4). BigInteger
/// is neither constant-time nor can it be zeroed: exponents are random for every log-in, and x never leaves the client.
/// </summary>
internal static class SrpGroup
{
    public const int Length = 256;
    public const int HashLength = SHA256.HashSizeInBytes;
    public const int ExponentLength = 32;

    public static readonly BigInteger N = BigInteger.Parse(
        "0AC6BDB41324A9A9BF166DE5E1389582FAF72B6651987EE07FC3192943DB56050A37329CBB4A099ED8193E0757767A13DD52312AB4B03310D"
        + "CD7F48A9DA04FD50E8083969EDB767B0CF6095179A163AB3661A05FBD5FAAAE82918A9962F0B93B855F97993EC975EEAA80D740ADBF4FF747"
        + "359D041D5C33EA71D281E446B14773BCA97B43A23FB801676BD207A436C6481F1D2B9078717461A5B9D32E688F87748544523B524B0D57D5E"
        + "A77A2775D2ECFA032CFBDBF52FB3786160279004E57AE6AF874E7303CE53299CCC041C7BC308D82A5698F3A8D0C38271AE35F8E9DBFBB694B"
        + "5C803D89F7AE435DE236D525F54759B65E372FCD68EF20FA7111F9E4AFF73",
        NumberStyles.AllowHexSpecifier,
        CultureInfo.InvariantCulture);

    public static readonly BigInteger G = new(2);

    /// <summary>k = H(PAD(N) | PAD(g)).</summary>
    public static readonly BigInteger K = ToNumber(SHA256.HashData([.. Pad(N), .. Pad(G)]));

    public static BigInteger ToNumber(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    /// <summary>Big-endian, with zeroes on the left up to the length of N.</summary>
    public static byte[] Pad(BigInteger number)
    {
        var padded = new byte[Length];
        var count = number.GetByteCount(isUnsigned: true);
        number.TryWriteBytes(padded.AsSpan(Length - count), out _, isUnsigned: true, isBigEndian: true);
        return padded;
    }

    /// <summary>Reads hexadecimal digits of either case, two for each byte, as they came over the wire.</summary>
    /// <exception cref="CryppoFormatException">There are none, too many, half a byte, or something else among them.</exception>
    public static byte[] ReadHex(string name, string hex, int maxLength = Length)
    {
        ArgumentNullException.ThrowIfNull(hex, name);
        var bytes = new byte[Math.Min(hex.Length / 2, maxLength)];
        return bytes.Length > 0
            && hex.Length == bytes.Length * 2
            && Convert.FromHexString(hex, bytes, out _, out _) == OperationStatus.Done
                ? bytes
                : throw new CryppoFormatException(name, $"it is not 2 to {maxLength * 2} hexadecimal digits, two for each byte");
    }

    /// <summary>The abort rule of RFC 5054 2.5.3 and 2.5.4: a public value that is zero modulo N.</summary>
    /// <exception cref="CryppoFormatException">It is.</exception>
    public static BigInteger ToPublicValue(string name, ReadOnlySpan<byte> bytes)
    {
        var number = ToNumber(bytes);
        return (number % N).IsZero ? throw new CryppoFormatException(name, "it is zero modulo N") : number;
    }

    /// <summary>u = H(A | B), of the bytes as transmitted.</summary>
    /// <exception cref="CryppoFormatException">u is zero.</exception>
    public static BigInteger Scrambler(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var u = ToNumber(SHA256.HashData([.. a, .. b]));
        return u.IsZero ? throw new CryppoFormatException("u", "it is zero") : u;
    }

    /// <summary>M1 = H(A | B | K), which is not that of RFC 2945, and M2 = H(A | M1 | K), with K = H(PAD(S)).</summary>
    public static (byte[] M1, byte[] M2) Proofs(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, BigInteger s)
    {
        var premaster = Pad(s);
        var key = SHA256.HashData(premaster);
        var m1 = SHA256.HashData([.. a, .. b, .. key]);
        var m2 = SHA256.HashData([.. a, .. m1, .. key]);
        CryptographicOperations.ZeroMemory(premaster);
        CryptographicOperations.ZeroMemory(key);
        return (m1, m2);
    }

    /// <summary>x = H(salt | H(I | ":" | P)).</summary>
    public static BigInteger PrivateKey(ReadOnlySpan<byte> salt, string username, ReadOnlySpan<byte> password)
    {
        var length = StrictUtf8.GetByteCount(username);
        using var identity = new ZeroedBuffer(stackalloc byte[ZeroedBuffer.StackLength], length + 1 + password.Length);
        StrictUtf8.GetBytes(username, identity.Span);
        identity.Span[length] = (byte)':';
        password.CopyTo(identity.Span[(length + 1)..]);

        using var salted = new ZeroedBuffer(stackalloc byte[ZeroedBuffer.StackLength], salt.Length + HashLength);
        salt.CopyTo(salted.Span);
        SHA256.HashData(identity.Span, salted.Span[salt.Length..]);
        using var hash = new ZeroedBuffer(stackalloc byte[HashLength], HashLength);
        SHA256.HashData(salted.Span, hash.Span);
        return ToNumber(hash.Span);
    }

    /// <summary>A fresh private exponent: 32 random bytes.</summary>
    public static byte[] NewExponent() => RandomNumberGenerator.GetBytes(ExponentLength);
}
