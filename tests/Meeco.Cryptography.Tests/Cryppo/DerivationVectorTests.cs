using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Meeco.Cryptography.Tests.Support;

namespace Meeco.Cryptography.Tests.Cryppo;

public sealed class DerivationVectorTests
{
    [Theory]
    [Vectors("pbkdf2")]
    public void A_key_is_derived_as_its_options_say_and_the_options_are_written_to_the_byte(Vector vector)
    {
        var options = DerivationOptions.Parse(vector["serialized"]);
        var key = new byte[vector.Number("length")];

        options.DeriveBytes(vector["passphrase"], key);

        key.Should().Equal(vector.Bytes("keyHex"));
        options.Salt.ToArray().Should().Equal(vector.Bytes("saltHex"));
        options.Iterations.Should().Be(vector.Number("iterations"));
        options.Hash.Should().Be(vector["hash"]);
        if (!vector.Has("readOnly"))
        {
            options.ToString().Should().Be(vector["serialized"]);
            DerivationOptions.Parse(vector["serializedLegacy"]).ToString().Should().Be(vector["serialized"]);
        }
    }

    /// <summary>
    /// Nothing in the published client asks for this encoding, so the library has none; but its bytes are those of the
    /// verification hash, and its vectors check that rule a second time.
    /// </summary>
    [Theory]
    [Vectors("pbkdf2LegacyEncoding")]
    public void The_legacy_encoding_of_a_passphrase_is_that_of_the_verification_hash(Vector vector)
    {
        var passphrase = vector["passphrase"];
        var bytes = new byte[passphrase.Length];
        ValueVerificationKey.FoldUtf16(passphrase, bytes);

        var key = Rfc2898DeriveBytes.Pbkdf2(
            bytes,
            vector.Bytes("saltHex"),
            vector.Number("iterations"),
            HashAlgorithmName.SHA256,
            vector.Number("length"));

        key.Should().Equal(vector.Bytes("keyHex"));
    }

    [Theory]
    [Vectors("derivedEncryption")]
    public void A_value_under_a_passphrase_opens_and_is_written_to_the_byte(Vector vector)
    {
        var parsed = DerivedKeyValue.Parse(vector["serialized"]);
        using var key = parsed.Derivation.DeriveKey(vector["passphrase"]);

        key.Serialize().Should().Be(CryppoBase64.Encode(vector.Bytes("derivedKeyHex")));
        key.DecryptText(parsed.Value).Should().Be(vector["text"]);
        if (vector["format"] == "bson")
        {
            var value = key.EncryptWithIv(Encoding.UTF8.GetBytes(vector["text"]), vector.Bytes("ivHex"));
            new DerivedKeyValue(value, parsed.Derivation).ToString().Should().Be(vector["serialized"]);
        }
    }

    [Theory]
    [Vectors("mekArtefacts")]
    public void The_key_of_an_OpenID_user_follows_from_the_keystores_artefacts(Vector vector)
    {
        using var key = DerivationOptions.Parse(vector["derivation_artefacts"]).DeriveKey(vector["passphrase"]);
        using var verification = JsonDocument.Parse(CryppoParts.Decode(vector["verification_artefacts"], "artefacts"));
        var token = verification.RootElement.GetProperty("token").GetString();
        var encrypted = verification.RootElement.GetProperty("encrypted").GetString();

        key.Serialize().Should().Be(CryppoBase64.Encode(vector.Bytes("mekHex")));
        key.DecryptText(encrypted).Should().Be($"{token}.{vector["tokenSalt"]}");
        token.Should().Be(vector["token"]);
    }

    [Fact]
    public void Chosen_options_are_those_of_the_published_library()
    {
        var options = DerivationOptions.Create();

        options.Salt.Length.Should().Be(20);
        options.Iterations.Should().BeInRange(20_000, 21_999);
        options.Length.Should().Be(32);
        options.Hash.Should().Be("SHA256");
        DerivationOptions.Parse(options.ToString()).ToString().Should().Be(options.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    [InlineData(int.MaxValue)]
    public void Options_that_would_keep_the_processor_busy_are_refused(int iterations)
    {
        var options = new DerivationOptions(new byte[20], iterations, 32, "SHA256");

        options.Invoking(o => DerivationOptions.Parse(o.ToString())).Should().Throw<CryppoFormatException>();
    }

    [Fact]
    public void A_key_of_another_length_than_32_is_refused()
    {
        var options = new DerivationOptions(new byte[20], 1, 31, "SHA256");

        options.Invoking(o => o.DeriveKey("passphrase")).Should().Throw<CryppoFormatException>();
    }
}
