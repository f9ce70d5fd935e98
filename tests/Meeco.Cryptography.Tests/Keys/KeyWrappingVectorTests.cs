using System.Text;
using Meeco.Cryptography.Tests.Support;

namespace Meeco.Cryptography.Tests.Keys;

public sealed class KeyWrappingVectorTests
{
    [Theory]
    [Vectors("keyWrapping")]
    public void A_wrapped_key_opens_and_is_written_to_the_byte(Vector vector)
    {
        using var kek = SymmetricKey.FromSerialized(vector["kekSerialized"]);
        var plainKey = vector.Bytes("plainKeyHex");
        var wrapped = vector["serialized"];

        kek.DecryptBytes(wrapped).Should().Equal(plainKey);
        if (vector.Has("ivHex"))
        {
            kek.EncryptWithIv(plainKey, vector.Bytes("ivHex")).Should().Be(wrapped);
        }

        if (vector.Optional("pem") is { } pem)
        {
            using var pair = kek.UnwrapKeyPair(wrapped);
            pair.ExportPrivatePem().Should().Be(pem);
            kek.DecryptText(kek.WrapKey(pair)).Should().Be(pem);
        }
        else if (plainKey.Length == ValueVerificationKey.Length)
        {
            using var key = kek.UnwrapVerificationKey(wrapped);
            kek.DecryptBytes(kek.WrapKey(key)).Should().Equal(plainKey);
            kek.Invoking(k => k.UnwrapKey(wrapped)).Should().Throw<CryppoFormatException>();
        }
        else if (plainKey.Length != Aes256GcmValue.KeyLength)
        {
            // JavaScript wraps keys of any length; none of them encrypts.
            kek.Invoking(k => k.UnwrapKey(wrapped)).Should().Throw<CryppoFormatException>();
            kek.Invoking(k => k.UnwrapShareKey(wrapped)).Should().Throw<CryppoFormatException>();
        }
        else
        {
            using var key = kek.UnwrapKey(wrapped);
            using var shareKey = kek.UnwrapShareKey(wrapped);
            key.Serialize().Should().Be(vector["plainKeySerialized"]);
            kek.DecryptBytes(kek.WrapKey(key)).Should().Equal(plainKey);
            kek.DecryptBytes(kek.WrapKey(shareKey)).Should().Equal(plainKey);
            kek.Invoking(k => k.UnwrapVerificationKey(wrapped)).Should().Throw<CryppoFormatException>();
            kek.Invoking(k => k.UnwrapKeyPair(wrapped)).Should().Throw<CryppoFormatException>();
        }
    }

    [Fact]
    public void A_private_key_is_wrapped_as_the_text_that_the_published_client_wraps()
    {
        using var kek = SymmetricKey.Generate();
        var pair = RecordedKeys.Of(4096);

        var text = Encoding.ASCII.GetString(kek.DecryptBytes(kek.WrapKey(pair))!);

        text.Should().Be(Vector.Section("rsaKeys").Json.GetProperty("4096").GetProperty("privatePem").GetString());
    }

    [Fact]
    public void A_key_wrapped_under_another_key_does_not_open()
    {
        using var kek = SymmetricKey.Generate();
        using var other = SymmetricKey.Generate();
        using var key = ShareKey.Generate();

        other.Invoking(k => k.UnwrapKey(kek.WrapKey(key))).Should().Throw<DecryptionFailedException>();
    }
}
