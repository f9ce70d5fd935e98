using System.Numerics;
using System.Security.Cryptography;

namespace Meeco.Cryptography;

/// <summary>
/// The client's side of one log-in with SRP-6a (docs/FORMATS.md 4): send <see cref="PublicValue"/>, answer the challenge with
/// <see cref="ComputeProof"/>, and check the server's own proof with <see cref="VerifyServer"/> if it gives one.
/// </summary>
public sealed class SrpClient
{
    private readonly string _username;
    private readonly BigInteger _a;
    private readonly byte[] _publicValue;
    private byte[]? _serverProof;

    /// <summary>Begins a log-in with a random exponent.</summary>
    /// <param name="username">The user name that the keystore gave out.</param>
    public SrpClient(string username)
        : this(username, SrpGroup.NewExponent())
    {
    }

    internal SrpClient(string username, ReadOnlySpan<byte> a)
    {
        ArgumentNullException.ThrowIfNull(username);
        _username = username;
        _a = SrpGroup.ToNumber(a);
        _publicValue = SrpGroup.Pad(BigInteger.ModPow(SrpGroup.G, _a, SrpGroup.N));
    }

    /// <summary><c>srp_a</c>: 512 lower-case hexadecimal digits.</summary>
    public string PublicValue => Convert.ToHexStringLower(_publicValue);

    /// <summary>Answers the keystore's challenge.</summary>
    /// <param name="salt"><c>challenge_salt</c>.</param>
    /// <param name="challenge"><c>challenge_b</c>.</param>
    /// <param name="password">The password's bytes, from <see cref="AccountSecret.DeriveSrpPassword"/>.</param>
    /// <returns><c>srp_m</c>: 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="CryppoFormatException">
    /// One of the two is not hexadecimal, is too long, or one that RFC 5054 wants refused.
    /// </exception>
    public string ComputeProof(string salt, string challenge, ReadOnlySpan<byte> password)
    {
        var saltBytes = SrpGroup.ReadHex("challenge_salt", salt);

        // The server's value is hashed as it came: one without its leading zeroes gives another proof, as in JavaScript.
        var challengeBytes = SrpGroup.ReadHex("challenge_b", challenge);
        var b = SrpGroup.ToPublicValue("challenge_b", challengeBytes);
        var u = SrpGroup.Scrambler(_publicValue, challengeBytes);
        var x = SrpGroup.PrivateKey(saltBytes, _username, password);

        // k*g^x is not reduced, so the difference is nearly always negative, and % keeps the sign.
        var difference = (b - (SrpGroup.K * BigInteger.ModPow(SrpGroup.G, x, SrpGroup.N))) % SrpGroup.N;
        var s = BigInteger.ModPow(difference + SrpGroup.N, _a + (u * x), SrpGroup.N);
        (var proof, _serverProof) = SrpGroup.Proofs(_publicValue, challengeBytes, s);
        return Convert.ToHexStringLower(proof);
    }

    /// <summary>Whether the server has shown that it knows the verifier. Takes the same time whatever the answer.</summary>
    /// <param name="proof"><c>srp_m2</c>: 64 hexadecimal digits.</param>
    /// <exception cref="CryppoFormatException">It is not hexadecimal or too long.</exception>
    /// <exception cref="InvalidOperationException"><see cref="ComputeProof"/> has not been called.</exception>
    public bool VerifyServer(string proof) => CryptographicOperations.FixedTimeEquals(
        _serverProof ?? throw new InvalidOperationException("The challenge has not been answered yet."),
        SrpGroup.ReadHex("srp_m2", proof, SrpGroup.HashLength));
}
