using System.Security.Cryptography;
using System.Text;
using Meeco.Cryptography.Tests.Support;

namespace Meeco.Cryptography.Tests.Cryppo;

public sealed class AesGcmVectorTests
{
    [Theory]
    [Vectors("aesGcm")]
    public void A_value_opens_in_both_artefact_encodings_and_is_written_to_the_byte(Vector vector)
    {
        using var key = SymmetricKey.FromSerialized(vector["keySerialized"]);
        var plaintext = vector.Bytes("plaintextHex");

        key.DecryptBytes(vector["serialized"]).Should().Equal(plaintext);
        key.DecryptBytes(vector["serializedLegacy"]).Should().Equal(plaintext);
        key.EncryptWithIv(plaintext, vector.Bytes("ivHex")).Should().Be(vector["serialized"]);
        if (vector.Optional("text") is { } text)
        {
            key.DecryptText(vector["serialized"]).Should().Be(text);
            Encoding.UTF8.GetBytes(text).Should().Equal(plaintext);
        }
    }

    [Theory]
    [Vectors("aesGcm")]
    public void A_share_key_reads_and_writes_the_same_values(Vector vector)
    {
        using var key = ShareKey.Import(vector.Bytes("keyHex"));
        var plaintext = vector.Bytes("plaintextHex");

        key.DecryptBytes(vector["serialized"]).Should().Equal(plaintext);
        key.EncryptWithIv(plaintext, vector.Bytes("ivHex")).Should().Be(vector["serialized"]);
    }

    [Theory]
    [Vectors("aesGcm")]
    public void Without_AES_instructions_a_symmetric_key_reads_and_writes_the_same_values(Vector vector)
    {
        using var key = SymmetricKey.Import(vector.Bytes("keyHex"), guarded: false);
        var plaintext = vector.Bytes("plaintextHex");

        key.DecryptBytes(vector["serialized"]).Should().Equal(plaintext);
        key.EncryptWithIv(plaintext, vector.Bytes("ivHex")).Should().Be(vector["serialized"]);
    }

    [Theory]
    [Vectors("aesGcmLarge")]
    public void A_mebibyte_opens_and_is_written_to_the_byte(Vector vector)
    {
        using var key = SymmetricKey.Import(vector.Bytes("keyHex"));
        var serialized = Vector.ReadText(vector["serializedFile"]);
        Hash(Encoding.ASCII.GetBytes(serialized)).Should().Be(vector["serializedSha256"]);

        var plaintext = key.DecryptBytes(serialized)!;

        Hash(plaintext).Should().Be(vector["plaintextSha256"]);
        plaintext.Should().Equal(RecordedBytes.Generate(vector.Number("length")));
        var written = key.EncryptWithIv(plaintext, vector.Bytes("ivHex"));
        string.Equals(written, serialized, StringComparison.Ordinal).Should().BeTrue();
    }

    [Theory]
    [Vectors("aesGcmEmpty")]
    public void What_is_empty_has_no_encrypted_form(Vector vector)
    {
        using var key = vector.Has("keyHex") ? SymmetricKey.Import(vector.Bytes("keyHex")) : SymmetricKey.Generate();

        switch (vector.Id)
        {
            case "encryptString(\"\")":
                key.EncryptText(string.Empty).Should().BeNull();
                break;
            case "encryptString(null)":
                key.EncryptText(null).Should().BeNull();
                break;
            case "decryptString(null)":
                key.DecryptText(null).Should().BeNull();
                key.DecryptTextOrLatin1(null).Should().BeNull();
                key.DecryptBytes(null).Should().BeNull();
                break;
            case "decryptString(\"\")":
                key.Invoking(k => k.DecryptText(string.Empty)).Should().Throw<CryppoFormatException>();
                break;
            case "cryppo.encryptWithKey(zero bytes)":
                key.EncryptBytes([]).Should().BeNull();
                break;
            case "encryptString(lone surrogate)":
                key.Invoking(k => k.EncryptText("a\uD83D")).Should().Throw<ArgumentException>();
                break;
            case "decrypt genuine empty ciphertext":
            case "decrypt empty ciphertext, bad tag":
                key.DecryptText(vector["serialized"]).Should().BeNull();
                key.DecryptTextOrLatin1(vector["serialized"]).Should().BeNull();
                key.DecryptBytes(vector["serialized"]).Should().BeNull();
                break;
            case "decryptKey of empty ciphertext":
                key.Invoking(k => k.UnwrapKey(vector["serialized"])).Should().Throw<CryppoFormatException>();
                break;
            default:
                Assert.Fail($"An unknown case: {vector.Id}");
                break;
        }
    }

    [Theory]
    [Vectors("published")]
    public void The_values_printed_in_the_documentation_have_our_layout(Vector vector)
    {
        // Their keys are not published, so they can be taken apart and put together, but not opened.
        var value = Aes256GcmValue.Parse(vector["serialized"]);
        var sealedData = new byte[value.DataLength + Aes256GcmValue.TagLength];
        value.CopySealedTo(sealedData);

        value.DataLength.Should().Be(vector.Number("dataLength"));
        value.Iv.Should().Equal(vector.Bytes("ivHex"));
        value.Tag.Should().Equal(vector.Bytes("tagHex"));
        Encoding.UTF8.GetString(value.Ad).Should().Be(vector["ad"]);
        Aes256GcmValue.Write(sealedData, value.Iv).Should().Be(vector["serialized"]);
    }

    [Theory]
    [Vectors("legacyYaml")]
    public void Legacy_YAML_is_read_where_JavaScript_reads_it(Vector vector)
    {
        using var key = SymmetricKey.Import(vector.Bytes("keyHex"));

        if (vector.Json.GetProperty("ok").GetBoolean())
        {
            key.DecryptText(vector["serialized"]).Should().Be(vector["text"]);
        }
        else
        {
            var error = Assert.ThrowsAny<Exception>(() => key.DecryptText(vector["serialized"]));
            (error is CryppoFormatException or DecryptionFailedException).Should().BeTrue();
        }
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
