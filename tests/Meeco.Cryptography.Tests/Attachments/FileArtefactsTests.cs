using System.Security.Cryptography;
using System.Text;

namespace Meeco.Cryptography.Tests.Attachments;

public sealed class FileArtefactsTests
{
    private const string Iv = """{"type":"Buffer","data":[1,2,3,4,5,6,7,8,9,10,11,12]}""";
    private const string Tag = """{"type":"Buffer","data":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]}""";
    private const string Good = $$"""{"iv":[{{Iv}}],"ad":"none","at":[{{Tag}}],"range":["bytes=0-9"],"encryption_strategy":"AES-GCM","size":10}""";

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(1048576, 1, 1048576)]
    [InlineData(1048577, 2, 1)]
    [InlineData(2147483648, 2048, 1048576)]
    public void A_file_is_divided_into_blocks_of_a_mebibyte(long size, int count, int last)
    {
        var artefacts = FileArtefacts.ForFile(size);

        artefacts.Size.Should().Be(size);
        artefacts.BlockCount.Should().Be(count);
        if (count > 0)
        {
            artefacts.LengthOf(count - 1).Should().Be(last);
            artefacts.StartOf(count - 1).Should().Be(size - last);
        }

        FileArtefacts.Parse(artefacts.ToJson()).Size.Should().Be(size);
    }

    [Fact]
    public void No_two_blocks_have_the_same_IV()
    {
        using var key = FileKey.Generate();
        var artefacts = FileArtefacts.ForFile(2 * FileArtefacts.BlockLength);
        var first = new byte[FileArtefacts.BlockLength + FileArtefacts.TagLength];
        var second = new byte[FileArtefacts.BlockLength + FileArtefacts.TagLength];

        artefacts.Seal(key, 0, first);
        artefacts.Seal(key, 1, second);

        second.Should().NotEqual(first);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(99, 0)]
    [InlineData(0, 1)]
    public void A_changed_block_and_a_changed_tag_are_refused_and_give_nothing(int at, int tagBit)
    {
        using var key = FileKey.Generate();
        var artefacts = FileArtefacts.ForFile(100);
        var buffer = RandomNumberGenerator.GetBytes(100 + FileArtefacts.TagLength);
        artefacts.Seal(key, 0, buffer);
        var json = Encoding.UTF8.GetString(artefacts.ToJson());
        buffer[at] ^= (byte)(tagBit == 0 ? 1 : 0);
        var read = FileArtefacts.Parse(Encoding.UTF8.GetBytes(tagBit == 0 ? json : ChangeTag(json)));

        var opening = () => read.Open(key, 0, buffer);

        opening.Should().Throw<DecryptionFailedException>();
        buffer[..100].Should().OnlyContain(value => value == 0);
    }

    [Fact]
    public void Members_in_another_order_and_unknown_ones_are_read()
    {
        var json = $$"""{"size":10,"range":["bytes=0-9"],"new":{"a":[1,{}]},"at":[{"data":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16],"type":"Buffer"}],"encryption_strategy":"AES-GCM","ad":"none","iv":[{{Iv}}]}""";

        FileArtefacts.Parse(Encoding.UTF8.GetBytes(json)).Size.Should().Be(10);
    }

    public static TheoryData<string> Malformed => new(
    [
        "",
        "null",
        "[]",
        "{}",
        Good + Good,
        Good[..^1],
        Good.Replace("\"size\":10", "\"size\":11"),
        Good.Replace("\"size\":10", "\"size\":\"10\""),
        Good.Replace("\"size\":10", "\"size\":1e400"),
        Good.Replace("\"none\"", "\"some\""),
        Good.Replace("AES-GCM", "AES-CBC"),
        Good.Replace("bytes=0-9", "bytes=1-10"),
        Good.Replace("bytes=0-9", "bytes=9-0"),
        Good.Replace("bytes=0-9", "0-9"),
        Good.Replace("bytes=0-9", "bytes=0-99999999"),
        Good.Replace("bytes=0-9", "bytes=0-"),
        Good.Replace("bytes=0-9", "bytes=-9"),
        Good.Replace("[\"bytes=0-9\"]", "[7]"),
        Good.Replace("[\"bytes=0-9\"]", "[]"),
        Good.Replace("[\"bytes=0-9\"]", "[\"bytes=0-4\",\"bytes=6-9\"]"),
        Good.Replace("11,12]", "11]"),
        Good.Replace("11,12]", "11,12,13]"),
        Good.Replace("11,12]", "11,300]"),
        Good.Replace(Iv, "7"),
        Good.Replace(Iv, $"{Iv},{Iv}"),
        Good.Replace("\"AES-GCM\"", "\"\\ud800\""),
        new string('[', 1000),
    ]);

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Whatever_is_malformed_is_refused_as_such(string json)
    {
        var parsing = () => FileArtefacts.Parse(Encoding.UTF8.GetBytes(json));

        parsing.Should().Throw<CryppoFormatException>();
    }

    [Fact]
    public void More_than_is_ever_read_is_refused_unread()
    {
        var parsing = () => FileArtefacts.Parse(new byte[FileArtefacts.MaxJsonLength + 1]);

        parsing.Should().Throw<CryppoFormatException>();
    }

    private static string ChangeTag(string json)
    {
        var place = json.IndexOf("\"at\":[{\"type\":\"Buffer\",\"data\":[", StringComparison.Ordinal) + "\"at\":[{\"type\":\"Buffer\",\"data\":[".Length;
        var end = json.IndexOf(',', place);
        var value = int.Parse(json.AsSpan(place, end - place), System.Globalization.CultureInfo.InvariantCulture);
        return $"{json[..place]}{value ^ 1}{json[end..]}";
    }
}
