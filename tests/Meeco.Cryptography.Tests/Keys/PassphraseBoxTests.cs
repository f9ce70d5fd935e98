using CsCheck;

namespace Meeco.Cryptography.Tests.Keys;

/// <summary>Bytes under a passphrase.</summary>
public sealed class PassphraseBoxTests
{
    private const string Passphrase = "correct horse battery stäple 🐎";

    // Recorded once: what was written must stay readable.
    private const string RecordedBox =
        "TWVlY29CeAEAAQAAAAAAA1ZnZVbH/iFzyXVNE1LBfKgJ+O8/MxqwXrwUtRHwzQQCmyARk92YVCuTBadEdmjovSw5y9O5FLUJ0LRYLkcV7G4=";

    private const int HeaderLength = 56;

    [Fact]
    public void A_box_opens_with_its_passphrase_alone()
    {
        var box = PassphraseBox.Seal("plain"u8, Passphrase);

        PassphraseBox.Open(box, Passphrase).Should().Equal("plain"u8.ToArray());
        var opening = () => PassphraseBox.Open(box, Passphrase + " ");
        opening.Should().Throw<DecryptionFailedException>();
        box.Should().NotEqual(PassphraseBox.Seal("plain"u8, Passphrase), "salt and nonce are fresh");
    }

    [Fact]
    public void A_box_of_an_earlier_day_opens() =>
        PassphraseBox.Open(Convert.FromBase64String(RecordedBox), Passphrase).Should().Equal("recorded"u8.ToArray());

    [Fact]
    public void A_change_anywhere_is_noticed_before_anything_is_given_out()
    {
        var box = PassphraseBox.Seal("plain"u8, Passphrase);

        // Not in the costs: to be asked for much memory is what the next test is about.
        foreach (var position in (int[])[0, 7, 16, 31, 32, HeaderLength - 1, HeaderLength, box.Length - 1])
        {
            var changed = (byte[])box.Clone();
            changed[position] ^= 1;
            var opening = () => PassphraseBox.Open(changed, Passphrase);
            opening.Should().Throw<Exception>().Which.Should().Match(
                fault => fault is DecryptionFailedException || fault is CryppoFormatException, "byte {0} was changed", position);
        }
    }

    [Theory]
    [InlineData(int.MaxValue, 3)]
    [InlineData(65536, 1000)]
    [InlineData(0, 3)]
    [InlineData(65536, 0)]
    [InlineData(-1, -1)]
    public void Costs_that_no_writer_uses_are_refused_before_they_are_paid(int memory, int passes)
    {
        var box = PassphraseBox.Seal("plain"u8, Passphrase);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(box.AsSpan(8), memory);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(box.AsSpan(12), passes);

        var opening = () => PassphraseBox.Open(box, Passphrase);

        opening.Should().Throw<CryppoFormatException>();
    }

    [Fact]
    public void What_is_no_box_is_refused() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            var opening = () => PassphraseBox.Open(bytes, Passphrase);
            opening.Should().Throw<CryppoFormatException>();
        });
}
