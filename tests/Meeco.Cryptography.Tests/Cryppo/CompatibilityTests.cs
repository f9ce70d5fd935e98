using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Meeco.Cryptography.Tests.Support;

namespace Meeco.Cryptography.Tests.Cryppo;

/// <summary>The strings that Meeco's libraries in several languages exchange with each other.</summary>
public sealed class CompatibilityTests
{
    private static readonly JsonElement Data = Vector.Read("compat.json");

    public static TheoryData<int> ValuesUnderAKey => Indexes("encryption_with_key", 126);

    public static TheoryData<int> ValuesUnderAPassphrase => Indexes("encryption_with_derived_key", 64);

    public static TheoryData<int> Signatures => Indexes("signatures", 32);

    [Theory]
    [MemberData(nameof(ValuesUnderAKey))]
    public void A_value_of_another_library_opens_under_its_key(int index)
    {
        var vector = Case("encryption_with_key", index);
        if (vector["encryption_strategy"] == Aes256GcmValue.Strategy)
        {
            using var key = SymmetricKey.FromSerialized(vector["key"]);
            key.DecryptText(vector["serialized"]).Should().Be(vector["expected_decryption_result"]);
            return;
        }

        using var pair = RsaKeyPair.FromPem(vector["key"]);
        var bytes = Encoding.Latin1.GetBytes(pair.DecryptToken(vector["serialized"]));
        Encoding.UTF8.GetString(bytes).Should().Be(vector["expected_decryption_result"]);
    }

    [Theory]
    [MemberData(nameof(ValuesUnderAPassphrase))]
    public void A_value_of_another_library_opens_under_its_passphrase(int index)
    {
        var vector = Case("encryption_with_derived_key", index);
        var parsed = DerivedKeyValue.Parse(vector["serialized"]);
        using var key = parsed.Derivation.DeriveKey(vector["passphrase"]);

        key.DecryptText(parsed.Value).Should().Be(vector["expected_decryption_result"]);
    }

    [Theory]
    [MemberData(nameof(Signatures))]
    public void A_signature_of_another_library_is_verified(int index)
    {
        var vector = Case("signatures", index);

        // Most of these texts are PKCS#1, which the published client refuses, and so do we; the key is what counts here.
        using var rsa = RSA.Create();
        rsa.ImportFromPem(vector["public_pem"]);
        using var key = RsaPublicKey.FromPem(rsa.ExportSubjectPublicKeyInfoPem());

        key.Verify(SignedValue.Parse(vector["serialized_signature"])).Should().BeTrue();
    }

    private static TheoryData<int> Indexes(string family, int count) => new(Enumerable.Range(0, count));

    private static Vector Case(string family, int index) => new(Data.GetProperty(family)[index]);
}
