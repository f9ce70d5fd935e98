using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Meeco.Cryptography.Tests.Support;

namespace Meeco.Cryptography.Tests.Keys;

public sealed class SymmetricKeyTests
{
    public static TheoryData<string> Kinds => ["guarded", "fallback", "share"];

    [Theory]
    [Vectors("symmetricKey")]
    public void A_key_is_serialized_as_the_published_client_does(Vector vector)
    {
        var raw = vector.Bytes("hex");

        CryppoBase64.Encode(raw).Should().Be(vector["serialized"]);
        if (raw.Length == Aes256GcmValue.KeyLength)
        {
            using var key = SymmetricKey.FromSerialized(vector["serialized"]);
            key.Serialize().Should().Be(vector["serialized"]);
        }
        else
        {
            // JavaScript makes keys of any length and fails when they are used.
            vector.Invoking(v => SymmetricKey.FromSerialized(v["serialized"])).Should().Throw<CryppoFormatException>();
        }
    }

    [Theory]
    [Vectors("symmetricKeyErrors")]
    public void A_key_that_is_not_the_base64_of_32_bytes_is_refused(Vector vector)
    {
        if (vector.Optional("serialized") is { } serialized)
        {
            var error = Assert.Throws<CryppoFormatException>(() => SymmetricKey.FromSerialized(serialized));
            if (serialized.Length > 3)
            {
                error.Message.Should().NotContain(serialized.Trim('='));
            }
        }
        else
        {
            vector.Id.Should().Be("fromBytes(empty)");
            vector.Invoking(_ => SymmetricKey.Import([])).Should().Throw<ArgumentException>();
            vector.Invoking(_ => ShareKey.Import([])).Should().Throw<ArgumentException>();
            vector.Invoking(_ => ValueVerificationKey.Import([])).Should().Throw<ArgumentException>();
        }
    }

    [Fact]
    public void What_one_algorithm_encrypts_the_other_decrypts()
    {
        GuardedKeyMaterial.IsSupported.Should().BeTrue("the tests compare libsodium with the platform's AES-GCM");
        using var guarded = SymmetricKey.Generate();
        using var fallback = SymmetricKey.Import(CryppoParts.Decode(guarded.Serialize(), "key"), guarded: false);

        fallback.DecryptText(guarded.EncryptText("röd €")).Should().Be("röd €");
        guarded.DecryptText(fallback.EncryptText("röd €")).Should().Be("röd €");
        fallback.Serialize().Should().Be(guarded.Serialize());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_changed_value_does_not_open_with_any_algorithm(string kind)
    {
        using var key = Make(kind);
        var value = key.EncryptText("NotACatDefsACar")!;
        var changed = value.Replace("Aes256Gcm." + value[10], "Aes256Gcm." + (value[10] == 'A' ? 'B' : 'A'), StringComparison.Ordinal);

        key.Invoking(k => k.DecryptText(changed)).Should().Throw<DecryptionFailedException>();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_disposed_key_does_nothing_any_more(string kind)
    {
        var key = Make(kind);
        var value = key.EncryptText("text");
        using var other = SymmetricKey.Generate();

        key.Dispose();
        key.Dispose();

        key.Invoking(k => k.EncryptText("text")).Should().Throw<ObjectDisposedException>();
        key.Invoking(k => k.DecryptText(value)).Should().Throw<ObjectDisposedException>();
        other.Invoking(k => k.WrapKey(key)).Should().Throw<ObjectDisposedException>();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_key_serves_several_threads_until_it_is_disposed(string kind)
    {
        var key = Make(kind);
        using var copy = Import("share", Raw(key));
        using var begun = new CountdownEvent(4);
        var values = new ConcurrentBag<string>();

        var writers = Enumerable.Range(0, 4).Select(n => Task.Run(
            () =>
            {
                var text = $"text {n}";
                values.Add(key.EncryptText(text)!);
                begun.Signal();
                try
                {
                    while (true)
                    {
                        var value = key.EncryptText(text)!;
                        values.Add(value);
                        key.DecryptText(value).Should().Be(text);
                    }
                }
                catch (ObjectDisposedException)
                {
                    // The end of the test: the key was disposed under the threads that use it.
                }
            },
            TestContext.Current.CancellationToken)).ToArray();
        begun.Wait(TestContext.Current.CancellationToken);
        key.Dispose();
        await Task.WhenAll(writers);

        // Had a thread encrypted with a zeroed key, this would not open.
        values.Should().AllSatisfy(value => copy.DecryptText(value).Should().StartWith("text "));
    }

    [Fact]
    public void A_key_shows_itself_only_when_it_is_told_to()
    {
        using var key = SymmetricKey.Generate();
        using var shareKey = ShareKey.Generate();

        key.ToString().Should().Be("SymmetricKey");
        shareKey.ToString().Should().Be("ShareKey");
        $"{new DecryptedText("secret", TextEncoding.Utf8)}".Should().NotContain("secret");
    }

    [Fact]
    public void Two_encryptions_of_a_text_are_different()
    {
        using var key = SymmetricKey.Generate();

        key.EncryptText("text").Should().NotBe(key.EncryptText("text"));
    }

    [Fact]
    public void Text_of_clients_of_2020_is_read_as_Latin_1_and_says_so()
    {
        using var key = SymmetricKey.Generate();
        var old = key.EncryptBytes(Encoding.Latin1.GetBytes("Zoë"));

        key.DecryptTextOrLatin1(old).Should().Be(new DecryptedText("Zoë", TextEncoding.Latin1));
        key.DecryptTextOrLatin1(key.EncryptText("Zoë")).Should().Be(new DecryptedText("Zoë", TextEncoding.Utf8));
        key.Invoking(k => k.DecryptText(old)).Should().Throw<CryppoFormatException>().Which.Message.Should().NotContain("Zo");
    }

    [Theory]
    [InlineData("\u00E9", "e\u0301")]
    [InlineData("\uFEFFtext", "text")]
    public void Text_is_not_normalised(string text, string similar)
    {
        using var key = SymmetricKey.Generate();

        key.DecryptText(key.EncryptText(text)).Should().Be(text).And.NotBe(similar);
    }

    private static EncryptionKey Make(string kind) => Import(kind, RandomNumberGenerator.GetBytes(32));

    private static EncryptionKey Import(string kind, byte[] raw) => kind switch
    {
        "guarded" => SymmetricKey.Import(raw, guarded: true),
        "fallback" => SymmetricKey.Import(raw, guarded: false),
        _ => ShareKey.Import(raw),
    };

    private static byte[] Raw(EncryptionKey key)
    {
        var raw = new byte[Aes256GcmValue.KeyLength];
        key.Export(raw);
        return raw;
    }
}
