using System.Text.Json;

namespace Meeco.Client.Tests.Documents;

/// <summary>YAML as data: what the CLI really writes is read, and nothing that a file may hold does harm.</summary>
public sealed class YamlReaderTests
{
    private const string Source = "file.yaml";

    [Theory]
    [InlineData("newest/strings.yaml")]
    [InlineData("2020/strings.yaml")]
    public void Texts_are_read_as_they_were_before_the_CLI_wrote_them(string file)
    {
        var texts = JsonSerializer.Deserialize<string[]>(RecordedJson())!;

        var slots = Recording.Single<MeecoItemRequest>(file).Slot;

        slots.Count.Should().Be(texts.Length);
        for (var i = 0; i < texts.Length; i++)
        {
            slots[$"s{i}"].Should().Be(texts[i], $"s{i} of {file}");
        }
    }

    [Theory]
    [InlineData("a: 12345", "12345")]
    [InlineData("a: 1e3", "1e3")]
    [InlineData("a: -xYz_", "-xYz_")]
    [InlineData("a: 0x1F", "0x1F")]
    [InlineData("a: 2020-10-13T05:41:02.376Z", "2020-10-13T05:41:02.376Z")]
    [InlineData("a: true", "true")]
    [InlineData("a: 'null'", "null")]
    [InlineData("a: \"~\"", "~")]
    [InlineData("a: null", null)]
    [InlineData("a: ~", null)]
    [InlineData("a:", null)]
    [InlineData("a: Null", null)]
    [InlineData("a: \"x\\r\\\n  y\\r\n\n  z\\r\\n\"", "x\ry\r\nz\r\n")]
    [InlineData("# first\na: x # last", "x")]
    [InlineData("%YAML 1.2\n---\na: x\n...", "x")]
    [InlineData("a: &b x\nc: *b", "x")]
    [InlineData("a: x\r\n", "x")]
    [InlineData("<<: y\na: x", "x")]
    public void A_plain_scalar_is_text_or_nothing(string yaml, string? value) =>
        Map(yaml).Text("a").Should().Be(value);

    [Fact]
    public void An_alias_is_what_its_anchor_is_and_stands_there_once()
    {
        var map = Map("a: &x [1, 2]\nb: *x\nc: &x {d: 3}\ne: *x");

        map.Find("b").Should().BeSameAs(map.Find("a"));
        map.Map("e")!.Text("d").Should().Be("3");
    }

    [Fact]
    public void Several_documents_are_parted_by_a_line_and_empty_ones_passed_over() =>
        YamlReader.Read(Source, "a: 1\n---\n---\nb: 2\n---\n".ToCharArray()).Should().HaveCount(2);

    [Fact]
    public void A_billion_laughs_fail_before_anybody_laughs()
    {
        var bomb = "l0: &l0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n" + string.Concat(Enumerable.Range(1, 20)
            .Select(i => $"l{i}: &l{i} [{string.Join(", ", Enumerable.Repeat($"*l{i - 1}", 9))}]\n"));

        Failing(bomb).Should().Match<MeecoException>(error =>
            error.ErrorId == "DocumentTooLarge" && error.Message.Contains("aliases", StringComparison.Ordinal));
    }

    [Fact]
    public void Nesting_is_bounded_also_where_aliases_add_to_it()
    {
        Failing(new string('[', 100_000)).ErrorId.Should().Be("DocumentTooLarge");
        Failing(string.Concat(Enumerable.Repeat("- ", 100_000))).ErrorId.Should().Be("DocumentTooLarge");
        Failing("a0: &a0 [x]\n" + string.Concat(Enumerable.Range(1, 80).Select(i => $"a{i}: &a{i} [*a{i - 1}]\n")))
            .ErrorId.Should().Be("DocumentTooLarge");
        Map("a: " + new string('[', 60) + new string(']', 60)).Height.Should().Be(62 - 1);
    }

    [Fact]
    public void Length_and_pieces_are_bounded()
    {
        Failing(new string(' ', YamlReader.MaxLength + 1)).ErrorId.Should().Be("DocumentTooLarge");
        Failing("a: [" + string.Concat(Enumerable.Repeat("x,", YamlReader.MaxNodes)) + "]").ErrorId.Should().Be("DocumentTooLarge");
    }

    [Theory]
    [InlineData("a: 1\nb: 2\na: 3", 3, 1)]
    [InlineData("a: !!binary AAAA", 1, 4)]
    [InlineData("a: !secret x", 1, 4)]
    [InlineData("- x\n- !<tag:yaml.org,2002:str> y", 2, 3)]
    [InlineData("a: *nobody", 1, 4)]
    [InlineData("a: &a [*a]", 1, 8)]
    [InlineData("[a]: b", 1, 1)]
    [InlineData("a: 'open", 1, 4)]
    [InlineData("a: [b", 2, 1)]
    [InlineData("a: b: c", 1, 5)]
    public void What_is_no_data_is_refused_with_its_place(string yaml, long line, long column)
    {
        var error = Failing(yaml);

        error.ErrorId.Should().Be("DocumentInvalid");
        error.Message.Should().StartWith($"{Source}, line {line}, column {column}: ");
    }

    [Fact]
    public void A_broken_escape_of_2020_is_an_error_that_names_the_line_and_the_remedy()
    {
        const string File = "2020/vehicle_broken.yaml";

        var error = FluentActions.Invoking(() => Recording.Read(File)).Should().Throw<MeecoException>().Which;

        error.ErrorId.Should().Be("DocumentInvalid");
        error.Message.Should().StartWith($"{File}, line 59, column ");
        error.RecommendedAction.Should().Contain("value_verification_key");
    }

    [Fact]
    public void A_text_that_begins_with_line_breaks_keeps_what_is_indented_in_it()
    {
        Map("a: |-\n    \n\n    x\n      y").Text("a").Should().Be("\n\nx\n  y");
        Map("a: |\n  x |\n     \n  y\n").Text("a").Should().Be("x |\n   \ny\n");
    }

    private static YamlMap Map(string yaml) => YamlReader.Read(Source, yaml.ToCharArray()).Single().Should().BeOfType<YamlMap>().Subject;

    private static MeecoException Failing(string yaml) =>
        FluentActions.Invoking(() => YamlReader.Read(Source, yaml.ToCharArray())).Should().Throw<MeecoException>().Which;

    private static Stream RecordedJson() =>
        typeof(YamlReaderTests).Assembly.GetManifestResourceStream("Recorded/strings.json")!;
}
