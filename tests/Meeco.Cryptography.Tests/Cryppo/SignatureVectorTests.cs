using Meeco.Cryptography.Tests.Support;

namespace Meeco.Cryptography.Tests.Cryppo;

public sealed class SignatureVectorTests
{
    [Theory]
    [Vectors("signatures")]
    public void A_signature_is_made_to_the_byte_and_verified(Vector vector)
    {
        var pair = RecordedKeys.Of(vector);
        var data = vector.Bytes("dataHex");
        var parsed = SignedValue.Parse(vector["serialized"]);

        pair.Sign(data).ToString().Should().Be(vector["serialized"]);
        parsed.ToString().Should().Be(vector["serialized"]);
        parsed.Data.ToArray().Should().Equal(data);
        parsed.Signature.ToArray().Should().Equal(vector.Bytes("signatureHex"));
        parsed.KeySize.Should().Be(vector.Number("keySize"));
        pair.PublicKey.Verify(parsed).Should().BeTrue();
    }

    [Fact]
    public void A_signature_is_not_that_of_another_key()
    {
        var signature = RecordedKeys.Of(4096).Sign("data"u8);
        using var other = RsaKeyPair.FromPem(Meeco.Tests.Shared.TestKeys.PrivatePem(1));

        other.PublicKey.Verify(signature).Should().BeFalse();
        RecordedKeys.Of(2048).PublicKey.Verify(signature).Should().BeFalse();
    }
}
