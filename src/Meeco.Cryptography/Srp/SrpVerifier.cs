using System.Numerics;
using System.Security.Cryptography;

namespace Meeco.Cryptography;

/// <summary>
/// What a keystore stores of a log-in: a salt and g^x, from which the password cannot be read but guesses can be tested.
/// </summary>
/// <param name="Salt"><c>srp_salt</c>: 64 lower-case hexadecimal digits.</param>
/// <param name="Verifier"><c>srp_verifier</c>: 512 lower-case hexadecimal digits.</param>
public sealed record SrpVerifier(string Salt, string Verifier)
{
    private const int SaltLength = 32;

    /// <summary>Registers: chooses a salt and computes the verifier.</summary>
    /// <param name="username">The user name that the keystore gave out.</param>
    /// <param name="password">The password's bytes, from <see cref="AccountSecret.DeriveSrpPassword"/>.</param>
    public static SrpVerifier Create(string username, ReadOnlySpan<byte> password)
    {
        ArgumentNullException.ThrowIfNull(username);
        return Create(username, password, RandomNumberGenerator.GetBytes(SaltLength));
    }

    /// <summary>The name of the type: the verifier lets anyone test guesses at the password.</summary>
    public override string ToString() => nameof(SrpVerifier);

    internal static SrpVerifier Create(string username, ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt)
    {
        var x = SrpGroup.PrivateKey(salt, username, password);
        var verifier = SrpGroup.Pad(BigInteger.ModPow(SrpGroup.G, x, SrpGroup.N));
        return new SrpVerifier(Convert.ToHexStringLower(salt), Convert.ToHexStringLower(verifier));
    }
}
