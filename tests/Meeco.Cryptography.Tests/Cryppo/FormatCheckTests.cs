using System.Text;
using Meeco.Cryptography.Tests.Support;

namespace Meeco.Cryptography.Tests.Cryppo;

/// <summary>What a server can know of a value without its key.</summary>
public sealed class FormatCheckTests
{
    [Theory]
    [Vectors("aesGcm")]
    public void An_encrypted_value_is_told_in_both_artefact_encodings(Vector vector)
    {
        Cryptography.Cryppo.IsEncryptedValue(vector["serialized"]).Should().BeTrue();
        Cryptography.Cryppo.IsEncryptedValue(vector["serializedLegacy"]).Should().BeTrue();
        Cryptography.Cryppo.IsRsaValue(vector["serialized"]).Should().BeFalse();
    }

    [Theory]
    [Vectors("rsaOaep")]
    public void A_value_for_a_key_is_told_from_one_for_another_size(Vector vector)
    {
        var size = vector["rsaKey"] == "4096" ? 4096 : 2048;

        Cryptography.Cryppo.IsRsaValue(vector["serialized"], size).Should().BeTrue();
        Cryptography.Cryppo.IsRsaValue(vector["serialized"], 6144 - size).Should().BeFalse();
        Cryptography.Cryppo.IsEncryptedValue(vector["serialized"]).Should().BeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("NotACatDefsACar")]
    [InlineData("Aes256Gcm.AAAA.AAAA")]
    [InlineData("Pbkdf2Hmac.AAAA")]
    public void Plain_text_is_no_encrypted_value(string? text)
    {
        Cryptography.Cryppo.IsEncryptedValue(text).Should().BeFalse();
        Cryptography.Cryppo.IsRsaValue(text).Should().BeFalse();
    }

    [Theory]
    [Vectors("derivedEncryption")]
    public void A_value_with_its_derivation_is_no_plain_encrypted_value(Vector vector)
    {
        Cryptography.Cryppo.IsEncryptedValue(vector["serialized"]).Should().BeFalse();
    }

    [Fact]
    public void An_error_tells_the_part_and_nothing_of_the_value()
    {
        using var key = SymmetricKey.Generate();
        var value = key.EncryptBytes(Encoding.UTF8.GetBytes("NotACatDefsACar"))!;
        var parts = value.Split('.');

        PartOf($"Aes128Gcm.{parts[1]}.{parts[2]}").Should().Be("strategy");
        PartOf($"{parts[0]}.{parts[1]}!.{parts[2]}").Should().Be("data");
        PartOf($"{parts[0]}.{parts[1]}.{parts[2]}=").Should().Be("artefacts");
        PartOf($"{parts[0]}.{parts[1]}").Should().Be("value");

        string PartOf(string malformed)
        {
            var error = Assert.Throws<CryppoFormatException>(() => key.DecryptText(malformed));
            error.Message.Should().StartWith(error.Part).And.NotContain(parts[1]);
            return error.Part;
        }
    }
}
