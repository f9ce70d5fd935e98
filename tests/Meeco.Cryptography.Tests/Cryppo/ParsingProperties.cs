using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Meeco.Cryptography.Tests.Support;
using Meeco.Tests.Shared;

namespace Meeco.Cryptography.Tests.Cryppo;

/// <summary>What holds for every input: nothing is lost, nothing but our errors comes out, nothing grows or hangs.</summary>
public sealed class ParsingProperties : IDisposable
{
    // What a single reading may allocate beside a small multiple of its input: artefacts are bounded, and so is YAML.
    private const int FixedAllocation = 192 * 1024;
    private const int AllocationPerCharacter = 8;

    private static readonly Gen<string> AnyText = Gen.Char.Array[0, 200].Select(static chars => new string(chars));

    private static readonly Gen<string> ValueLikeText = Gen.OneOf("Aes256Gcm", "Rsa4096", "Sign", "Pbkdf2Hmac", ".", "..",
        "QUAAAAAFaXYADAAAAAB", "AmFkAAUAAABub25lAAA=", "LS0t", "QQUAAAAA", "S0EAAAAF", "=", "A", "-", "_", "+", "/", "é", "\n", "\0")
        .Array[0, 12]
        .Select(static parts => string.Concat(parts));

    private static readonly Gen<string> YamlLikeText = Gen.OneOf("---\n", "iv", "at", "ad", ": ", "!binary ", "!!binary ",
        "|-\n  ", "AYdxZnsGLqXEI+t5", "none", "\n", "  ", "- ", "? ", "[", "]", "{", "}", ",", "&a ", "*a", "'", "\"", "#", "%",
        "!", "!<", "@", "`", "\t", "|", ">", "é", "\\x", "...", "<<", "~", "0", "\u2028", "\r")
        .Array[0, 40]
        .Select(static parts => "---" + string.Concat(parts));

    private readonly SymmetricKey _key = SymmetricKey.Generate();

    public void Dispose() => _key.Dispose();

    [Fact]
    public void What_is_written_is_read_again() => Gen.Byte.Array[1, 5000].Sample(plaintext =>
        _key.DecryptBytes(_key.EncryptBytes(plaintext)).Should().Equal(plaintext));

    [Fact]
    public void Text_that_is_written_is_read_again() => Gen.String.Where(static text => text.Length > 0).Sample(text =>
    {
        if (HasLoneSurrogate(text))
        {
            _key.Invoking(k => k.EncryptText(text)).Should().Throw<ArgumentException>();
        }
        else
        {
            _key.DecryptText(_key.EncryptText(text)).Should().Be(text);
        }
    });

    [Fact]
    public void Base64_is_read_as_it_was_written_and_in_no_second_way() => Gen.Byte.Array[0, 100].Sample(static bytes =>
    {
        var text = CryppoBase64.Encode(bytes);
        CryppoParts.Decode(text, "data").Should().Equal(bytes);
        CryppoParts.Decode(text.Replace('-', '+').Replace('_', '/'), "data").Should().Equal(bytes);
        foreach (var other in new[] { text + "=", text + "\n", text + "A", " " + text, text.TrimEnd('=') + "==" })
        {
            if (other != text)
            {
                other.Invoking(o => CryppoParts.Decode(o, "data")).Should().Throw<CryppoFormatException>();
            }
        }
    });

    [Fact]
    public void Options_that_are_written_are_read_again() =>
        Gen.Select(Gen.Byte.Array[1, 256], Gen.Int[1, 1_000_000], Gen.Int[1, 64], Gen.OneOf("SHA1", "SHA256", "SHA384", "SHA512"))
            .Sample(static (salt, iterations, length, hash) =>
            {
                var options = DerivationOptions.Parse(new DerivationOptions(salt, iterations, length, hash).ToString());

                options.Salt.ToArray().Should().Equal(salt);
                (options.Iterations, options.Length, options.Hash).Should().Be((iterations, length, hash));
            });

    [Fact]
    public void Signatures_that_are_written_are_read_again() =>
        Gen.Select(Gen.Byte.Array[256], Gen.Byte.Array[0, 600]).Sample(static (signature, data) =>
        {
            var parsed = SignedValue.Parse(new SignedValue(signature, data).ToString());

            parsed.Signature.ToArray().Should().Equal(signature);
            parsed.Data.ToArray().Should().Equal(data);
        });

    [Fact]
    public void A_change_of_any_character_is_found() =>
        Gen.Select(Gen.Byte.Array[1, 60], Gen.Int[0, 200], Gen.Char).Sample((plaintext, position, character) =>
        {
            var value = _key.EncryptBytes(plaintext)!;
            var changed = Change(value, position, character);
            if (changed != value)
            {
                ShouldFail(() => _key.DecryptBytes(changed));
            }
        });

    [Fact]
    public void A_change_of_any_base64_digit_is_found() =>
        Gen.Select(Gen.Int[0, 200], Gen.Char["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=."]).Sample((position, digit) =>
        {
            var value = _key.EncryptBytes([1, 2, 3, 4])!;
            var changed = Change(value, position, digit);
            if (changed != value)
            {
                ShouldFail(() => _key.DecryptBytes(changed));
            }
        });

    [Fact]
    public void A_change_in_a_value_for_a_private_key_is_found()
    {
        var pair = RecordedKeys.Of(2048);
        var value = pair.PublicKey.EncryptToken("token");

        Gen.Select(Gen.Int[0, value.Length - 1], Gen.Char[".=-_ABCDEFxyz019é"]).Sample(
            (position, character) =>
            {
                var changed = Change(value, position, character);
                if (changed != value)
                {
                    ShouldFail(() => pair.DecryptToken(changed));
                }
            },
            iter: 300);
    }

    [Fact]
    public void A_change_in_a_signature_is_found()
    {
        var pair = RecordedKeys.Of(2048);
        var value = pair.Sign("delegation token"u8).ToString();

        Gen.Select(Gen.Int[0, value.Length - 1], Gen.Char[".=-_ABCDEFxyz019é"]).Sample(
            (position, character) =>
            {
                var changed = Change(value, position, character);
                if (changed != value && TryRead(() => SignedValue.Parse(changed)) is { } parsed)
                {
                    pair.PublicKey.Verify(parsed).Should().BeFalse();
                }
            },
            iter: 300);
    }

    [Fact]
    public void A_change_in_a_PEM_text_gives_no_other_error()
    {
        var privatePem = TestKeys.PrivatePem(1);
        var publicPem = RecordedKeys.Of(2048).PublicKey.Pem;

        Gen.Select(Gen.Int[0, 4000], Gen.Char).Sample(
            (position, character) =>
            {
                TryRead(() => RsaKeyPair.FromPem(Change(privatePem, position, character)))?.Dispose();
                TryRead(() => RsaPublicKey.FromPem(Change(publicPem, position, character)))?.Dispose();
            },
            iter: 200);
    }

    [Fact]
    public void A_changed_PEM_digit_gives_no_other_error()
    {
        var privatePem = TestKeys.PrivatePem(1);
        var publicPem = RecordedKeys.Of(2048).PublicKey.Pem;

        Gen.Select(Gen.Int[0, 4000], Gen.Char["ABCDwxyz0189+/="]).Sample(
            (position, digit) =>
            {
                TryRead(() => RsaKeyPair.FromPem(Change(privatePem, position, digit)))?.Dispose();
                if (TryRead(() => RsaPublicKey.FromPem(Change(publicPem, position, digit))) is { } key)
                {
                    // A key that was let in can be used: a server encrypts a token for it.
                    using (key)
                    {
                        key.EncryptToken("token").Should().NotBeEmpty();
                    }
                }
            },
            iter: 400);
    }

    [Fact]
    public void No_text_gives_another_error_or_much_memory() =>
        Gen.OneOf(AnyText, ValueLikeText, YamlLikeText).Sample(
            text =>
            {
                ReadInEveryWay(text);

                // Apart from the others, because nearly any three parts are a secret.
                IsTaken(() => AccountSecret.Parse(text).Dispose(), text.Length);
            },
            iter: 3000);

    [Fact]
    public void No_YAML_gives_another_error_or_much_memory() => YamlLikeText.Sample(
        text => ReadInEveryWay($"Aes256Gcm.AAAA.{CryppoBase64.Encode(Encoding.UTF8.GetBytes(text))}"),
        iter: 3000);

    [Fact]
    public void No_artefacts_give_another_error_or_much_memory() => Gen.Byte.Array[0, 300].Sample(
        bytes =>
        {
            byte[] framed = [(byte)'A', 0, 0, 0, 0, .. bytes, 0];
            BinaryPrimitives.WriteInt32LittleEndian(framed.AsSpan(1), framed.Length - 1);
            ReadInEveryWay($"Aes256Gcm.AAAA.{CryppoBase64.Encode(framed)}");
        },
        iter: 3000);

    [Fact]
    public void Changed_YAML_artefacts_give_no_other_error()
    {
        var yaml = "---\niv: !binary |-\n  AYdxZnsGLqXEI+t5\nat: !binary |-\n  0jjUCK3FC+XKSVFSFfQ5Kw==\nad: none\n"u8.ToArray();

        Gen.Select(Gen.Int[0, yaml.Length - 1], Gen.Byte).Sample(
            (position, changed) =>
            {
                byte[] bytes = [.. yaml[..position], changed, .. yaml[(position + 1)..]];
                ReadInEveryWay($"Aes256Gcm.AAAA.{CryppoBase64.Encode(bytes)}");
            },
            iter: 3000);
    }

    [Theory]
    [InlineData("[", 1_000_000)]
    [InlineData("{", 1_000_000)]
    [InlineData("[", 700)]
    [InlineData("{", 700)]
    [InlineData("{a: ", 180)]
    [InlineData("- ", 370)]
    [InlineData("? ", 370)]
    [InlineData("\"", 700)]
    [InlineData(" ", 700)]
    [InlineData("!", 700)]
    [InlineData("!<>", 1)]
    [InlineData("[? ad0 `iv|-", 1)]
    [InlineData("a: &a [*a, *a]\n", 40)]
    public void Deep_or_long_YAML_is_refused(string part, int count)
    {
        var yaml = "--- " + string.Concat(Enumerable.Repeat(part, count));

        ReadInEveryWay($"Aes256Gcm.AAAA.{CryppoBase64.Encode(Encoding.UTF8.GetBytes(yaml))}").Should().Be(0);
    }

    [Fact]
    public void Extra_names_in_YAML_may_be_nested_but_not_deeply()
    {
        const string Head = "---\niv: !binary AYdxZnsGLqXEI+t5\nat: !binary 0jjUCK3FC+XKSVFSFfQ5Kw==\nad: none\n";

        IsWellFormed("extra: [1, {a: [b]}]\nmore: {}\n").Should().BeTrue();
        IsWellFormed($"extra: {new string('[', 20)}{new string(']', 20)}\n").Should().BeFalse();
        IsWellFormed("extra: &x 1\nmore: *x\n").Should().BeFalse("aliases are refused");
        IsWellFormed("iv: !binary AYdxZnsGLqXEI+t5\n").Should().BeFalse("a name may be there once");
        IsWellFormed("---\nad: none\n").Should().BeFalse("there is one document");

        static bool IsWellFormed(string tail) => Cryptography.Cryppo.IsEncryptedValue(
            $"Aes256Gcm.AAAA.{CryppoBase64.Encode(Encoding.UTF8.GetBytes(Head + tail))}");
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(65)]
    [InlineData(1_000_000_000)]
    public void A_BSON_length_that_lies_costs_nothing(int length)
    {
        var artefacts = CryppoParts.Decode(_key.EncryptBytes([1])!.Split('.')[2], "artefacts");

        // The lengths of the document, of the bytes and of the text.
        foreach (var offset in new[] { 1, 9, 30, 55 })
        {
            var changed = artefacts.ToArray();
            BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(offset), length);
            ReadInEveryWay($"Aes256Gcm.AAAA.{CryppoBase64.Encode(changed)}").Should().Be(0);
        }
    }

    [Theory]
    [InlineData('A')]
    [InlineData('.')]
    [InlineData('=')]
    [InlineData('é')]
    public void A_text_of_megabytes_is_read_in_proportion(char character)
    {
        ReadInEveryWay(new string(character, 4_000_000)).Should().Be(0);
        ReadInEveryWay($"Aes256Gcm.AAAA.{new string(character, 4_000_000)}").Should().Be(0);
        ReadInEveryWay($"Aes256Gcm.{new string(character, 4_000_000)}.QQUAAAAA").Should().Be(0);
    }

    /// <summary>Reads a text with everything that reads texts.</summary>
    /// <returns>How many of them took it for well-formed.</returns>
    private int ReadInEveryWay(string text)
    {
        var pair = RecordedKeys.Of(2048);
        Action[] readings =
        [
            () => _key.DecryptBytes(text),
            () => _key.DecryptTextOrLatin1(text),
            () => _key.UnwrapKey(text).Dispose(),
            () => _key.UnwrapKeyPair(text).Dispose(),
            () => pair.DecryptToken(text),
            () => DerivedKeyValue.Parse(text),
            () => DerivationOptions.Parse(text),
            () => SignedValue.Parse(text),
            () => SymmetricKey.FromSerialized(text).Dispose(),
            () => RsaPublicKey.FromPem(text).Dispose(),
            () => RsaKeyPair.FromPem(text).Dispose(),
            () => SrpServer.RequireClientValue(text),
            () => Cryptography.Cryppo.IsEncryptedValue(text),
            () => Cryptography.Cryppo.IsRsaValue(text),
        ];
        const int NeverThrow = 2;

        return readings.Count(reading => IsTaken(reading, text.Length)) - NeverThrow;
    }

    private static bool IsTaken(Action reading, int length)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            reading();
            return true;
        }
        catch (CryppoFormatException)
        {
            return false;
        }
        catch (DecryptionFailedException)
        {
            return false;
        }
        finally
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            allocated.Should().BeLessThan(FixedAllocation + ((long)length * AllocationPerCharacter));
        }
    }

    private static T? TryRead<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (CryppoFormatException)
        {
            return null;
        }
    }

    private static void ShouldFail(Action reading)
    {
        var error = Assert.ThrowsAny<Exception>(reading);
        (error is CryppoFormatException or DecryptionFailedException).Should().BeTrue("it gave {0}", error);
    }

    /// <summary>Puts a character into the text; the other spelling of a base64 digit is not a change.</summary>
    private static string Change(string text, int position, char character)
    {
        var at = position % text.Length;
        var spelled = (character, text[at]) switch { ('+', '-') => '-', ('/', '_') => '_', _ => character };
        return string.Concat(text.AsSpan(0, at), [spelled], text.AsSpan(at + 1));
    }

    private static bool HasLoneSurrogate(string text) => text.EnumerateRunes().Any(static rune => rune == Rune.ReplacementChar)
        && Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(text)) != text;
}
