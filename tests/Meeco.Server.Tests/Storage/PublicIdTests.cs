using System.Security.Cryptography;
using CsCheck;
using Meeco.Server.Storage;
using Meeco.Server.Tests.Rules;

namespace Meeco.Server.Tests.Storage;

public sealed class PublicIdTests : IDisposable
{
    private static readonly Gen<IdKind> Kinds = Gen.Int[2, 20].Select(number => (IdKind)number);
    private static readonly Gen<long> Keys = Gen.Long[1, (1L << 56) - 1];

    private readonly PublicIds _ids = WithKey(7);

    public void Dispose() => _ids.Dispose();

    [Fact]
    [Rule("ids")]
    public void An_id_is_a_lower_case_UUID_that_decodes_to_what_it_was_made_from() =>
        Gen.Select(Kinds, Keys, Gen.Int).Sample((kind, key, ordinal) =>
        {
            var id = _ids.Encode(kind, key, ordinal);
            return id.Length == 36
                && !id.Any(char.IsAsciiLetterUpper)
                && Guid.TryParseExact(id, "D", out _)
                && _ids.Decode(id) == new PublicId(kind, key, ordinal);
        });

    [Fact]
    [Rule("ids")]
    public void An_id_is_the_encrypted_block_of_what_it_names()
    {
        using var aes = Aes.Create();
        aes.SetKey([.. Enumerable.Repeat((byte)7, 32)]);
        byte[] block = [(byte)IdKind.Item, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 3, 0, 0, 0, 0];

        _ids.Encode(IdKind.Item, 258, ordinal: 3).Should().Be(new Guid(aes.EncryptEcb(block, PaddingMode.None), bigEndian: true).ToString());
    }

    [Fact]
    [Rule("ids")]
    public void Ids_that_were_prepared_together_are_what_each_is_alone()
    {
        using var alone = WithKey(7);

        Gen.Select(Kinds, Keys, Gen.Int, (kind, key, ordinal) => new PublicId(kind, key, ordinal)).List[0, 200].Sample(wanted =>
        {
            _ids.Prepare(wanted);
            return wanted.TrueForAll(id => _ids.Encode(id.Kind, id.Key, id.Ordinal) == alone.Encode(id.Kind, id.Key, id.Ordinal));
        });
    }

    [Fact]
    [Rule("ids")]
    public void An_id_of_one_kind_is_none_of_another() =>
        Gen.Select(Kinds, Kinds, Keys).Where((one, other, _) => one != other)
            .Sample((one, other, key) => _ids.Decode(_ids.Encode(one, key), other) is null);

    [Fact]
    [Rule("ids")]
    public void A_changed_digit_makes_an_id_name_nothing() =>
        Gen.Select(Kinds, Keys, Gen.Int[0, 35]).Sample((kind, key, place) =>
        {
            var digits = _ids.Encode(kind, key).ToCharArray();
            if (digits[place] == '-')
            {
                return true;
            }

            digits[place] = digits[place] == '0' ? '1' : '0';
            return _ids.Decode(new string(digits), kind) is null;
        });

    [Fact]
    [Rule("ids")]
    public void Guessed_ids_name_nothing() =>
        Gen.Guid.Sample(guess => _ids.Decode(guess.ToString("D")) is null);

    [Fact]
    [Rule("ids")]
    public void An_id_made_under_another_key_names_nothing()
    {
        using var other = WithKey(8);

        Gen.Select(Kinds, Keys).Sample((kind, key) => _ids.Decode(other.Encode(kind, key)) is null);
    }

    [Fact]
    [Rule("lists")]
    public void A_cursor_decodes_to_its_place_and_is_no_id() =>
        Gen.Select(Gen.Long[0, 253402300799999], Keys).Sample((milliseconds, key) =>
        {
            var cursor = new Cursor(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), key);
            var text = _ids.EncodeCursor(cursor);
            return _ids.DecodeCursor(text) == cursor && _ids.Decode(text) is null;
        });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("{00000000-0000-0000-0000-000000000000}")]
    public void A_text_that_is_no_UUID_names_nothing(string? text)
    {
        _ids.Decode(text).Should().BeNull();
        _ids.DecodeCursor(text).Should().BeNull();
    }

    private static PublicIds WithKey(byte fill)
    {
        var secrets = new ServerSecrets();
        secrets.Load([new ServerSecret { Name = ServerSecrets.PublicIdKey, Value = [.. Enumerable.Repeat(fill, 32)] }]);
        return new PublicIds(secrets);
    }
}
