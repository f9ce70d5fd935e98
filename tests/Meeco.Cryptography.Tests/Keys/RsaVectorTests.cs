using System.Security.Cryptography;
using System.Text;
using Meeco.Cryptography.Tests.Support;
using Meeco.Tests.Shared;

namespace Meeco.Cryptography.Tests.Keys;

public sealed class RsaVectorTests
{
    /// <summary>.NET takes no seed for OAEP, so writing is tested as a round trip and not to the byte.</summary>
    [Theory]
    [Vectors("rsaOaep")]
    public void A_value_for_a_key_opens_in_both_artefact_encodings(Vector vector)
    {
        var pair = RecordedKeys.Of(vector);
        var token = Encoding.Latin1.GetString(vector.Bytes("dataHex"));

        pair.DecryptToken(vector["serialized"]).Should().Be(token);
        if (vector.Optional("serializedLegacy") is { } legacy)
        {
            pair.DecryptToken(legacy).Should().Be(token);
        }

        var written = pair.PublicKey.EncryptToken(token);
        pair.DecryptToken(written).Should().Be(token);
        written.Should().HaveLength(vector["serialized"].Length).And.EndWith(".QQUAAAAA");
        written.Should().StartWith(vector["serialized"][..8]);
    }

    [Theory]
    [Vectors("rsaOaepErrors")]
    public void What_JavaScript_cannot_carry_is_refused_before_it_is_encrypted(Vector vector)
    {
        var (pair, token) = vector.Id switch
        {
            "4096 too long (471 bytes)" => (RecordedKeys.Of(4096), new string('x', 471)),
            "2048 too long (215 bytes)" => (RecordedKeys.Of(2048), new string('x', 215)),

            // JavaScript encrypts it without an error, into what nobody can decrypt.
            "char above U+00FF: encrypt succeeds" or "char above U+00FF: decrypt of that" => (RecordedKeys.Of(4096), "\u0100"),
            _ => throw new InvalidOperationException($"An unknown case: {vector.Id}"),
        };

        pair.Invoking(p => p.PublicKey.EncryptToken(token)).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData(2048, 214)]
    [InlineData(4096, 470)]
    public void The_longest_and_the_shortest_token_are_carried(int keySize, int length)
    {
        var pair = RecordedKeys.Of(keySize);
        var token = new string('\u00FF', length);

        pair.DecryptToken(pair.PublicKey.EncryptToken(token)).Should().Be(token);
        pair.DecryptToken(pair.PublicKey.EncryptToken(string.Empty)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(2048)]
    [InlineData(4096)]
    public void PEM_texts_are_those_of_the_published_client_to_the_byte(int keySize)
    {
        var pair = RecordedKeys.Of(keySize);
        var recorded = new Vector(Vector.Section("rsaKeys").Json.GetProperty($"{keySize}"));

        pair.ExportPrivatePem().Should().Be(recorded["privatePem"]);
        pair.PublicKey.Pem.Should().Be(recorded["publicPem"]);
        pair.PublicKey.Fingerprint.Should().Be(recorded["spkiSha256"]);
        pair.KeySize.Should().Be(keySize);
    }

    [Fact]
    public void A_public_key_keeps_its_text_and_is_compared_as_a_key()
    {
        var crlf = RecordedKeys.Of(4096).PublicKey;
        using var lf = RsaPublicKey.FromPem(crlf.Pem.ReplaceLineEndings("\n").TrimEnd());
        var other = RecordedKeys.Of(2048).PublicKey;

        lf.Pem.Should().NotContain("\r").And.NotEndWith("\n");
        lf.Should().Be(crlf).And.NotBe(other);
        lf.GetHashCode().Should().Be(crlf.GetHashCode());
        lf.Fingerprint.Should().Be(crlf.Fingerprint).And.NotBe(other.Fingerprint);
    }

    [Fact]
    public void A_private_key_is_read_with_either_line_end()
    {
        using var lf = RsaKeyPair.FromPem(TestKeys.PrivatePem(1));
        using var crlf = RsaKeyPair.FromPem(TestKeys.PrivatePem(1).ReplaceLineEndings("\r\n"));

        lf.PublicKey.Should().Be(crlf.PublicKey);
        lf.ExportPrivatePem().Should().Be(TestKeys.PrivatePem(1).ReplaceLineEndings("\r\n"));
    }

    [Fact]
    public void A_key_wrapped_for_somebody_opens_for_him_alone()
    {
        using var bob = RsaKeyPair.FromPem(TestKeys.PrivatePem(1));
        using var carlos = RsaKeyPair.FromPem(TestKeys.PrivatePem(2));
        using var dek = ShareKey.Generate();
        var value = dek.EncryptText("OUTATIME");

        var wrapped = bob.PublicKey.WrapKey(dek);

        using var forBob = bob.UnwrapShareKey(wrapped);
        using var keptByBob = bob.UnwrapKey(wrapped);
        forBob.DecryptText(value).Should().Be("OUTATIME");
        keptByBob.DecryptText(value).Should().Be("OUTATIME");
        carlos.Invoking(c => c.UnwrapShareKey(wrapped)).Should().Throw<DecryptionFailedException>();
        carlos.Invoking(c => c.UnwrapKey(wrapped)).Should().Throw<DecryptionFailedException>();
    }

    [Fact]
    public void A_token_is_not_taken_for_a_key()
    {
        var pair = RecordedKeys.Of(4096);
        var token = pair.PublicKey.EncryptToken("thirty-three characters, no more.");

        pair.Invoking(p => p.UnwrapKey(token)).Should().Throw<CryppoFormatException>();
        pair.Invoking(p => p.UnwrapShareKey(token)).Should().Throw<CryppoFormatException>();
    }

    [Fact]
    public async Task A_pair_serves_several_threads()
    {
        using var pair = RsaKeyPair.FromPem(TestKeys.PrivatePem(3));

        await Parallel.ForAsync(0, 64, TestContext.Current.CancellationToken, (number, _) =>
        {
            var token = $"token {number}";
            pair.DecryptToken(pair.PublicKey.EncryptToken(token)).Should().Be(token);
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public async Task A_generated_pair_has_4096_bits_and_works()
    {
        // The one place where a pair is made; everywhere else the stored ones serve.
        using var pair = await RsaKeyPair.GenerateAsync(TestContext.Current.CancellationToken);
        using var again = RsaKeyPair.FromPem(pair.ExportPrivatePem());

        pair.KeySize.Should().Be(4096);
        again.DecryptToken(pair.PublicKey.EncryptToken("token")).Should().Be("token");
        pair.PublicKey.Pem.Should().StartWith("-----BEGIN PUBLIC KEY-----\r\n").And.EndWith("-----END PUBLIC KEY-----\r\n");
    }

    [Fact]
    public async Task Making_a_pair_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        var making = () => RsaKeyPair.GenerateAsync(cancel.Token);

        await making.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void A_public_key_that_cannot_be_borne_is_refused()
    {
        using var small = RSA.Create(1024);
        using var even = RSA.Create(2048);
        var parameters = even.ExportParameters(includePrivateParameters: false);
        parameters.Modulus![^1] &= 0xFE;
        using var broken = RSA.Create();
        broken.ImportParameters(parameters);

        small.Invoking(k => RsaPublicKey.FromPem(k.ExportSubjectPublicKeyInfoPem())).Should().Throw<CryppoFormatException>();
        small.Invoking(k => RsaKeyPair.FromPem(k.ExportRSAPrivateKeyPem())).Should().Throw<CryppoFormatException>();
        broken.Invoking(k => RsaPublicKey.FromPem(k.ExportSubjectPublicKeyInfoPem())).Should().Throw<CryppoFormatException>();
    }

    [Fact]
    public void Text_after_a_PEM_block_is_refused()
    {
        var pem = RecordedKeys.Of(2048).PublicKey.Pem;

        pem.Invoking(p => RsaPublicKey.FromPem(p + p)).Should().Throw<CryppoFormatException>();
        pem.Invoking(p => RsaPublicKey.FromPem(p + "x")).Should().Throw<CryppoFormatException>();
        pem.Invoking(p => RsaPublicKey.FromPem(" " + p)).Should().Throw<CryppoFormatException>();
    }

    [Fact]
    public void A_pair_shows_its_private_key_only_when_it_is_told_to()
    {
        var pair = RecordedKeys.Of(2048);

        pair.ToString().Should().Be($"RsaKeyPair {pair.PublicKey.Fingerprint}");
        pair.PublicKey.ToString().Should().Be($"Rsa2048 {pair.PublicKey.Fingerprint}");
    }
}
