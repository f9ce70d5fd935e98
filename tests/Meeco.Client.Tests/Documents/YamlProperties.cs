using System.Text;
using CsCheck;

namespace Meeco.Client.Tests.Documents;

/// <summary>What holds for every text: nothing is lost on the way through a document, and nothing but our errors comes out.</summary>
public sealed class YamlProperties
{
    private static readonly Gen<string> YamlLikeText = Gen.OneOf("---\n", "kind", "Item", "spec", ": ", "!binary ", "!!binary ",
        "|-\n  ", ">\n", "\n", "  ", "- ", "? ", "[", "]", "{", "}", ",", "&a ", "*a", "'", "\"", "#", "%", "!", "!<", "@", "`",
        "\t", "|", "é", "\\x", "...", "<<", "~", "0", "\u2028", "\u0085", "\r", "\ufeff", "\ue000", "\0", "😀", "\ud800")
        .Array[0, 40]
        .Select(static parts => string.Concat(parts));

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String,
        YamlLikeText,
        Gen.Char["\r\n \t\u0085\u2028\u2029-:#'\"\\|>&*!%@`{}[],?x1"].Array[0, 30].Select(static chars => new string(chars)));

    private static readonly string[] Recorded = [.. Recording.Names.Select(Recording.Text)];

    [Fact]
    public void A_text_that_is_written_is_read_again() => AnyText.Where(IsText).Sample(text =>
    {
        var document = new YamlMap().With(text, text).With(text + "x", new YamlList([new YamlText(text)])).With(text + "y", (string?)null);

        var read = YamlReader.Read("written", Encoding.UTF8.GetString(YamlWriter.Write(document)).ToCharArray()).Single()
            .Should().BeOfType<YamlMap>().Subject;

        read.Keys.Should().Equal(document.Keys);
        read.Text(text).Should().Be(text);
        read.List(text + "x")!.Items.Should().ContainSingle().Which.Should().BeOfType<YamlText>().Which.Value.Should().Be(text);
        read.Find(text + "y").Should().BeNull();
    });

    [Fact]
    public void A_text_without_quotes_is_one_in_every_version_of_YAML() => AnyText.Where(IsText).Sample(text =>
    {
        var line = Encoding.UTF8.GetString(YamlWriter.Write(new YamlMap().With("a", text)));

        // Nothing that a version could take for a number, a time, a truth value, null or a sign of its own.
        (line.StartsWith("a: \"", StringComparison.Ordinal) || (char.IsAsciiLetter(text[0]) && !text.Contains(": ", StringComparison.Ordinal)
            && !text.Contains(" #", StringComparison.Ordinal) && text.ToUpperInvariant() is not ("Y" or "N" or "YES" or "NO" or "ON" or "OFF" or "TRUE" or "FALSE" or "NULL")))
            .Should().BeTrue(line);
    });

    [Fact]
    public void Whatever_a_file_holds_only_our_errors_come_out() => Gen.OneOf(AnyText, YamlLikeText, Mutated()).Sample(
        text =>
        {
            try
            {
                foreach (var document in DocumentSource.ReadText("fuzz", text))
                {
                    _ = new DocumentReader(userId: null, allowInsecure: false).Read(document).Objects;
                }
            }
            catch (MeecoException error)
            {
                error.ErrorId.Should().NotBeEmpty();
            }
        },
        iter: 2000);

    private static Gen<string> Mutated() =>
        from text in Gen.Int[0, Recorded.Length - 1].Select(static index => Recorded[index])
        from place in Gen.Int[0, text.Length - 1]
        from cut in Gen.Int[0, Math.Min(20, text.Length - place)]
        from added in YamlLikeText
        select string.Concat(text.AsSpan(0, place), added, text.AsSpan(place + cut));

    private static bool IsText(string text)
    {
        try
        {
            _ = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
