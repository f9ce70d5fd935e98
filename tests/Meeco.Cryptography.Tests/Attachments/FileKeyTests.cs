using System.Text;

namespace Meeco.Cryptography.Tests.Attachments;

public sealed class FileKeyTests
{
    private static readonly byte[] Raw = [.. Enumerable.Range(0, 32).Select(index => (byte)(index * 8))];

    [Fact]
    public void The_text_of_the_newest_client_the_bytes_of_2020_and_those_shared_on_as_text_are_one_key()
    {
        using var fromBytes = FileKey.FromSlotValue(Raw);
        using var fromText = FileKey.FromSlotValue(Encoding.ASCII.GetBytes(fromBytes.ToSlotValue()));
        using var fromLatin1 = FileKey.FromSlotValue(Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(Raw)));

        fromBytes.ToSlotValue().Should().HaveLength(44).And.Be(Convert.ToBase64String(Raw).Replace('+', '-').Replace('/', '_'));
        fromText.ToSlotValue().Should().Be(fromBytes.ToSlotValue());
        fromLatin1.ToSlotValue().Should().Be(fromBytes.ToSlotValue());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a secret")]
    [InlineData("AAgQGCAoMDhASFBYYGhweICIkJigqLC4wMjQ2ODo8Pg")]
    [InlineData("AAgQGCAoMDhASFBYYGhweICIkJigqLC4wMjQ2ODo8P==")]
    [InlineData("AAgQGCAoMDhASFBYYGhweICIkJigqLC4wMjQ2ODo8+g=")]
    [InlineData("日本日本日本日本日本日本日本日本日本日本日本日本日本日本日本日本")]
    public void Anything_else_is_no_key(string value)
    {
        var reading = () => FileKey.FromSlotValue(Encoding.UTF8.GetBytes(value));

        reading.Should().Throw<CryppoFormatException>();
    }

    [Fact]
    public void A_key_shows_itself_nowhere()
    {
        using var key = FileKey.FromSlotValue(Raw);

        key.ToString().Should().Be(nameof(FileKey));
    }
}
