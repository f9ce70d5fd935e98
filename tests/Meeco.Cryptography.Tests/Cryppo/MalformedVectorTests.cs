using System.Text;
using Meeco.Cryptography.Tests.Support;

namespace Meeco.Cryptography.Tests.Cryppo;

public sealed class MalformedVectorTests
{
    [Theory]
    [Vectors("malformed")]
    public void Malformed_input_is_read_as_strictly_as_the_vectors_recommend(Vector vector)
    {
        var (value, error) = Read(vector);

        switch (vector["expect"])
        {
            case "accept":
                error.Should().BeNull();
                Convert.ToHexStringLower(value!).Should().Be(vector.Json.GetProperty("js").GetProperty("valueHex").GetString());
                break;
            case "null":
                error.Should().BeNull();
                value.Should().BeNull();
                break;
            case "reject" or "reject-or-accept":
                value.Should().BeNull();
                ShouldBeOneOfOurs(error, vector);
                break;
            default:
                Assert.Fail($"An unknown expectation: {vector["expect"]}");
                break;
        }
    }

    private static void ShouldBeOneOfOurs(Exception? error, Vector vector)
    {
        // Keys of a wrong length are the caller's mistake, not the value's; a signature that is none gives false.
        var isOurs = error is CryppoFormatException or DecryptionFailedException
            || (error is ArgumentException && vector.Id.EndsWith("-byte key", StringComparison.Ordinal))
            || (error is SignatureRefused && vector["api"] == "verifySignature");
        isOurs.Should().BeTrue("{0} gave {1}", vector.Id, error);
    }

    private static (byte[]? Value, Exception? Error) Read(Vector vector)
    {
        try
        {
            return (Call(vector), null);
        }
        catch (Exception error) when (error is not InvalidOperationException)
        {
            return (null, error);
        }
    }

    private static byte[]? Call(Vector vector)
    {
        var input = vector["input"];
        switch (vector["api"])
        {
            case "decryptWithKey":
                using (var key = KeyOf(vector))
                {
                    return key.DecryptBytes(input);
                }

            case "decryptString":
                using (var key = KeyOf(vector))
                {
                    return Encoding.UTF8.GetBytes(key.DecryptText(input)!);
                }

            case "decryptDerived":
                var derived = DerivedKeyValue.Parse(input);
                using (var key = derived.Derivation.DeriveKey(vector["passphrase"]))
                {
                    return key.DecryptBytes(derived.Value);
                }

            case "rsaDecrypt":
                return Encoding.Latin1.GetBytes(RecordedKeys.Of(vector).DecryptToken(input));
            case "loadSignature":
                return SignedValue.Parse(input).Data.ToArray();
            case "verifySignature":
                var signature = SignedValue.Parse(input);
                return RecordedKeys.Of(vector).PublicKey.Verify(signature)
                    ? signature.Data.ToArray()
                    : throw new SignatureRefused();
            case "privatePem":
                using (var pair = RsaKeyPair.FromPem(input))
                {
                    return Encoding.ASCII.GetBytes(pair.ExportPrivatePem());
                }

            case "publicPem":
                using (var key = RsaPublicKey.FromPem(input))
                {
                    return Encoding.ASCII.GetBytes(key.Pem);
                }

            default:
                throw new InvalidOperationException($"An unknown call: {vector["api"]}");
        }
    }

    private static SymmetricKey KeyOf(Vector vector) =>
        SymmetricKey.Import((vector.Has("keyHex") ? vector : Vector.Section("malformedBase")).Bytes("keyHex"));

    private sealed class SignatureRefused : Exception;
}
