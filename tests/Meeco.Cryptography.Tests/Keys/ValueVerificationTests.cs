using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Meeco.Cryptography.Tests.Support;

namespace Meeco.Cryptography.Tests.Keys;

public sealed class ValueVerificationTests
{
    [Theory]
    [Vectors("valueVerification")]
    public void A_hash_is_the_one_that_JavaScript_computes(Vector vector)
    {
        var raw = vector.Bytes("keyHex");
        var value = vector.Utf16("valueUtf16Hex");
        var bytes = new byte[value.Length];
        ValueVerificationKey.FoldUtf16(value, bytes);
        Convert.ToHexStringLower(HMACSHA256.HashData(raw, bytes)).Should().Be(vector["hash"]);
        if (vector.Optional("foldedBytesHex") is { } folded)
        {
            bytes.Should().Equal(Convert.FromHexString(folded));
        }

        if (raw.Length != ValueVerificationKey.Length)
        {
            // JavaScript hashes under a key of any length; no client makes one of another length than 64.
            raw.Invoking(r => ValueVerificationKey.Import(r)).Should().Throw<ArgumentException>();
            return;
        }

        using var key = ValueVerificationKey.Import(raw);
        key.Hash(value).Should().Be(vector["hash"]);
        key.Verify(value, vector["hash"]).Should().BeTrue();
        key.Verify(value, Changed(vector["hash"])).Should().BeFalse();
        if (vector.Optional("hmacOfUtf8") is { } utf8)
        {
            key.Verify(value, utf8).Should().BeTrue("native clients may hash UTF-8");
            (utf8 == vector["hash"]).Should().Be(vector.Json.GetProperty("equalsHmacOfUtf8").GetBoolean());
        }
    }

    [Theory]
    [Vectors("slots")]
    public void The_cryptography_of_a_shared_slot_is_that_of_the_published_client(Vector vector)
    {
        switch (vector.Id)
        {
            case "share-own" or "on-share":
                using (var dek = ShareKey.Import(vector.Bytes("dekHex")))
                {
                    ReadShared(vector, dek);
                }

                break;
            case "null value (own)" or "empty value (own)" or "encryptSlot empty value":
                using (var key = ShareKey.Generate())
                {
                    key.EncryptText(vector.Id.StartsWith("null", StringComparison.Ordinal) ? null : string.Empty).Should().BeNull();
                }

                break;
            case "decryptSlot hash mismatch, not own" or "decryptSlot hash mismatch, own":
            case "decryptSlot key null, hash wrong, not own":
                VerifyRecorded(Changed).Should().BeFalse();
                break;
            case "decryptSlot hash upper case":
                VerifyRecorded(static hash => hash.ToUpperInvariant()).Should().BeFalse();
                break;
            case "decryptSlot hash null, not own" or "decryptSlot hash undefined, not own" or "on-share without hash":
                VerifyRecorded(static _ => string.Empty).Should().BeFalse("no hash is no proof; who needs none does not ask");
                break;
            default:
                Assert.Fail($"An unknown case: {vector.Id}");
                break;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("d8")]
    [InlineData("not hexadecimal")]
    [InlineData("é")]
    public void What_is_no_hash_verifies_nothing(string hash)
    {
        using var key = ValueVerificationKey.Generate();

        key.Verify("value", hash).Should().BeFalse();
    }

    [Fact]
    public void A_disposed_key_does_nothing_any_more()
    {
        var key = ValueVerificationKey.Generate();
        using var dek = ShareKey.Generate();

        key.Dispose();

        key.Invoking(k => k.Hash("value")).Should().Throw<ObjectDisposedException>();
        key.Invoking(k => k.Verify("value", "hash")).Should().Throw<ObjectDisposedException>();
        dek.Invoking(d => d.WrapKey(key)).Should().Throw<ObjectDisposedException>();
        key.ToString().Should().Be(nameof(ValueVerificationKey));
    }

    [Fact]
    public void A_long_text_is_hashed_like_a_short_one()
    {
        var text = string.Concat(Enumerable.Repeat("Zoë € ", 1000));
        var raw = RandomNumberGenerator.GetBytes(64);
        using var key = ValueVerificationKey.Import(raw);
        var folded = new byte[text.Length];
        ValueVerificationKey.FoldUtf16(text, folded);

        key.Hash(text).Should().Be(Convert.ToHexStringLower(HMACSHA256.HashData(raw, folded)));
        key.Verify(text, Convert.ToHexStringLower(HMACSHA256.HashData(raw, Encoding.UTF8.GetBytes(text)))).Should().BeTrue();
    }

    private static void ReadShared(Vector vector, ShareKey dek)
    {
        var request = vector.Json.GetProperty("request");
        using var key = dek.UnwrapVerificationKey(request.GetProperty("encrypted_value_verification_key").GetString()!);

        dek.DecryptText(request.GetProperty("encrypted_value").GetString()).Should().Be(vector["value"]);
        dek.DecryptBytes(dek.WrapKey(key)).Should().Equal(vector.Bytes("verificationKeyHex"));

        // An on-sharer sends no hash: the vault keeps the owner's.
        var hash = request.GetProperty("value_verification_hash");
        (hash.ValueKind == JsonValueKind.Null || hash.GetString() == key.Hash(vector["value"])).Should().BeTrue();
    }

    private static bool VerifyRecorded(Func<string, string> change)
    {
        var vector = Vector.Family("valueVerification").First();
        using var key = ValueVerificationKey.Import(vector.Bytes("keyHex"));
        return key.Verify(vector["value"], change(vector["hash"]));
    }

    private static string Changed(string hash) => (hash[0] == '0' ? '1' : '0') + hash[1..];
}
