using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Meeco;

/// <summary>
/// Reads YAML as data: no tags, no types, no key twice. It walks the parser's events, because the library's own models
/// overflow the stack on nested input, and bounds what it builds while it reads.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>The longest text that is read, in bytes or characters; far above what the CLI prints.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    /// <summary>How many levels lists and maps may have.</summary>
    public const int MaxDepth = 64;

    /// <summary>How many pieces all documents of a text may have, aliases counted as what they stand for.</summary>
    public const int MaxNodes = 1_000_000;

    private readonly string _source;
    private readonly Parser _parser;
    private readonly OldLineBreaks _breaks;
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private YamlPlace _place;
    private long _nodes;

    private YamlReader(string source, ReadOnlyMemory<char> text, OldLineBreaks breaks)
    {
        _source = source;
        _place = new YamlPlace(source, 1, 1);
        _breaks = breaks;
        _parser = new Parser(new Scanner(new CharacterReader(text), skipComments: true));
    }

    /// <summary>Reads all documents of a text; those without content are passed over.</summary>
    /// <param name="source">What errors call the text.</param>
    /// <param name="text">The text, which the caller owns and which may be changed.</param>
    /// <returns>The documents.</returns>
    /// <exception cref="MeecoException"><c>DocumentInvalid</c>, <c>DocumentTooLarge</c>.</exception>
    public static IReadOnlyList<YamlNode> Read(string source, Memory<char> text)
    {
        if (text.Length > MaxLength)
        {
            throw DocumentErrors.TooLong(source, MaxLength);
        }

        var breaks = OldLineBreaks.Replace(text.Span);
        try
        {
            return Parse(source, text, breaks);
        }
        catch (MeecoException) when (LeadingBlankLines.Empty(text.Span) is { } emptied)
        {
            try
            {
                return Parse(source, emptied, breaks);
            }
            finally
            {
                Array.Clear(emptied);
            }
        }
    }

    private static List<YamlNode> Parse(string source, ReadOnlyMemory<char> text, OldLineBreaks breaks)
    {
        var reader = new YamlReader(source, text, breaks);
        try
        {
            return reader.ReadDocuments();
        }
        catch (YamlException broken)
        {
            var place = new YamlPlace(source, broken.Start.Line, broken.Start.Column);
            throw IsEscape(broken) ? DocumentErrors.BrokenEscape(place) : DocumentErrors.NotYaml(place);
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner gives these for some broken plain scalars and tags, such as "[`a|" and "!<>".
            throw DocumentErrors.NotYaml(reader._place);
        }
    }

    // The words of the scanner for a backslash with anything behind it that is no escape.
    private static bool IsEscape(YamlException broken) =>
        broken.Message.Contains("escape", StringComparison.OrdinalIgnoreCase)
        || broken.Message.Contains("hexadecimal", StringComparison.OrdinalIgnoreCase);

    private List<YamlNode> ReadDocuments()
    {
        var documents = new List<YamlNode>();
        for (var current = Next(); current is not StreamEnd; current = Next())
        {
            if (current is not DocumentStart)
            {
                continue;
            }

            _anchors.Clear();
            var document = ReadNode(Next(), depth: 1);
            if (document is not YamlText { IsNull: true })
            {
                documents.Add(document);
            }
        }

        return documents;
    }

    private YamlNode ReadNode(ParsingEvent current, int depth)
    {
        if (current is AnchorAlias alias)
        {
            return ReadAlias(alias, depth);
        }

        Count(1);
        CheckDepth(depth);
        var place = _place;

        // The parser leaves out the value of some broken keys.
        var begin = current as NodeEvent ?? throw DocumentErrors.NotYaml(place);
        if (!begin.Tag.IsEmpty && !begin.Tag.IsNonSpecific)
        {
            throw DocumentErrors.Tagged(place);
        }

        YamlNode node = begin switch
        {
            Scalar scalar => new YamlText(_breaks.Restore(scalar.Value), scalar.Style == ScalarStyle.Plain, place),
            SequenceStart => new YamlList(ReadItems(depth + 1), place),
            _ => ReadMap(place, depth + 1),
        };
        if (!begin.Anchor.IsEmpty)
        {
            _anchors[begin.Anchor.Value] = node;
        }

        return node;
    }

    // An anchor is known only when what it names is complete, so nothing can hold itself.
    private YamlNode ReadAlias(AnchorAlias alias, int depth)
    {
        var node = _anchors.GetValueOrDefault(alias.Value.Value) ?? throw DocumentErrors.UnknownAlias(_place);
        Count(node.Size);
        CheckDepth(depth + node.Height - 1);
        return node;
    }

    private List<YamlNode> ReadItems(int depth)
    {
        var items = new List<YamlNode>();
        for (var current = Next(); current is not SequenceEnd; current = Next())
        {
            items.Add(ReadNode(current, depth));
        }

        return items;
    }

    private YamlMap ReadMap(YamlPlace place, int depth)
    {
        var map = new YamlMap(place);
        for (var current = Next(); current is not MappingEnd; current = Next())
        {
            var keyPlace = _place;
            var key = ReadNode(current, depth) as YamlText ?? throw DocumentErrors.KeyNotText(keyPlace);
            if (!map.TryAdd(key.Value, ReadNode(Next(), depth)))
            {
                throw DocumentErrors.DuplicateKey(keyPlace);
            }
        }

        return map;
    }

    private ParsingEvent Next()
    {
        if (!_parser.MoveNext() || _parser.Current is not { } current)
        {
            throw DocumentErrors.NotYaml(_place);
        }

        _place = new YamlPlace(_source, current.Start.Line, current.Start.Column);
        return current;
    }

    private void Count(long nodes)
    {
        _nodes += nodes;
        if (_nodes > MaxNodes)
        {
            throw DocumentErrors.TooManyNodes(_place, MaxNodes);
        }
    }

    private void CheckDepth(int depth)
    {
        if (depth > MaxDepth)
        {
            throw DocumentErrors.TooDeep(_place, MaxDepth);
        }
    }
}
