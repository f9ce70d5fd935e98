using System.Numerics;
using System.Security.Cryptography;

namespace Meeco.Cryptography;

/// <summary>
/// The server's side of one log-in with SRP-6a (docs/FORMATS.md 4), for any verifier, also one made up for a user name that does
/// not exist. Its two steps are two requests: between them the caller stores the verifier, <see cref="PrivateValue"/> and
/// the client's value, and deletes them when the second has begun.
/// </summary>
public sealed class SrpServer
{
    private readonly BigInteger _verifier;
    private readonly byte[] _b;
    private readonly byte[] _publicValue;

    /// <summary>Begins a log-in with a random exponent.</summary>
    /// <param name="verifier"><c>srp_verifier</c> as it was registered.</param>
    /// <exception cref="CryppoFormatException">The verifier is not 2 to 512 hexadecimal digits, or zero modulo N.</exception>
    public SrpServer(string verifier)
        : this(verifier, SrpGroup.NewExponent())
    {
    }

    /// <summary>Goes on with a log-in that another request began.</summary>
    /// <param name="verifier"><c>srp_verifier</c> as it was registered.</param>
    /// <param name="privateValue">The <see cref="PrivateValue"/> that was stored.</param>
    /// <exception cref="CryppoFormatException">One of the two is malformed.</exception>
    public SrpServer(string verifier, string privateValue)
        : this(verifier, SrpGroup.ReadHex("private value", privateValue, SrpGroup.ExponentLength))
    {
    }

    private SrpServer(string verifier, byte[] b)
    {
        _verifier = SrpGroup.ToPublicValue("srp_verifier", SrpGroup.ReadHex("srp_verifier", verifier)) % SrpGroup.N;
        _b = b;
        var power = BigInteger.ModPow(SrpGroup.G, SrpGroup.ToNumber(b), SrpGroup.N);
        _publicValue = SrpGroup.Pad(((SrpGroup.K * _verifier) + power) % SrpGroup.N);
    }

    /// <summary><c>challenge_b</c>: 512 lower-case hexadecimal digits.</summary>
    public string PublicValue => Convert.ToHexStringLower(_publicValue);

    /// <summary>
    /// The exponent b as 64 lower-case hexadecimal digits, to be stored until the proof comes and never shown: with it and
    /// the verifier anyone can log in.
    /// </summary>
    public string PrivateValue => Convert.ToHexStringLower(_b);

    /// <summary>Refuses a client's value before a challenge is made for it: not hexadecimal, too long, or zero modulo N.</summary>
    /// <param name="clientValue"><c>srp_a</c>.</param>
    /// <exception cref="CryppoFormatException">It is to be refused.</exception>
    public static void RequireClientValue(string clientValue) => ReadClientValue(clientValue);

    /// <summary>Checks the client's proof, in the same time whatever the answer.</summary>
    /// <param name="clientValue"><c>srp_a</c>, as it was sent for the challenge.</param>
    /// <param name="proof"><c>srp_m</c>.</param>
    /// <returns>
    /// <c>srp_m2</c>, the server's own proof, in 64 lower-case hexadecimal digits; <see langword="null"/> if the client does
    /// not know the password.
    /// </returns>
    /// <exception cref="CryppoFormatException">One of the two is malformed, or the first is to be refused.</exception>
    public string? VerifyClient(string clientValue, string proof)
    {
        var a = ReadClientValue(clientValue);
        var given = SrpGroup.ReadHex("srp_m", proof, SrpGroup.HashLength);
        var u = SrpGroup.Scrambler(a, _publicValue);
        var power = BigInteger.ModPow(_verifier, u, SrpGroup.N);
        var s = BigInteger.ModPow(SrpGroup.ToNumber(a) * power, SrpGroup.ToNumber(_b), SrpGroup.N);
        var (expected, ownProof) = SrpGroup.Proofs(a, _publicValue, s);
        return CryptographicOperations.FixedTimeEquals(expected, given) ? Convert.ToHexStringLower(ownProof) : null;
    }

    private static byte[] ReadClientValue(string clientValue)
    {
        var bytes = SrpGroup.ReadHex("srp_a", clientValue);
        SrpGroup.ToPublicValue("srp_a", bytes);
        return bytes;
    }
}
