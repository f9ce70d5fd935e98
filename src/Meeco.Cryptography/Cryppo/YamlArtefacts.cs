using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Meeco.Cryptography;

/// <summary>
/// Reads the YAML form that writers before cryppo 1.0 made: one flat map. The input is bounded by
/// <see cref="Artefacts"/>; nesting is bounded here, and aliases are refused.
/// </summary>
internal static class YamlArtefacts
{
    private const int MaxDepth = 8;
    private const string LocalBinaryTag = "!binary";
    private const string GlobalBinaryTag = "tag:yaml.org,2002:binary";

    /// <exception cref="CryppoFormatException">It is not YAML, or not a map.</exception>
    public static void Read(ReadOnlySpan<byte> yaml, Artefacts target)
    {
        var text = StrictUtf8.TryGetString(yaml) ?? throw Malformed("the YAML is not UTF-8");
        try
        {
            ReadMap(new Parser(new Scanner(new StringReader(text), skipComments: true)), target);
        }
        catch (Exception error) when (error is YamlException or InvalidOperationException or ArgumentException)
        {
            // The scanner gives the last two for some broken plain scalars and tags, such as "[`a|" and "!<>".
            throw Malformed("the YAML is broken");
        }
    }

    private static void ReadMap(Parser parser, Artefacts target)
    {
        if (Next(parser) is not StreamStart || Next(parser) is not DocumentStart || Next(parser) is not MappingStart)
        {
            throw Malformed("the YAML is not a map");
        }

        for (var key = Next(parser); key is not MappingEnd; key = Next(parser))
        {
            var name = key is Scalar { Tag.IsEmpty: true } scalar ? scalar.Value : throw Malformed("a YAML key is not plain");
            target.Add(name, Next(parser) is Scalar value ? ValueOf(value) : SkipCollection(parser));
        }

        if (Next(parser) is not DocumentEnd || Next(parser) is not StreamEnd)
        {
            throw Malformed("the YAML has more than one document");
        }
    }

    private static object? ValueOf(Scalar scalar)
    {
        if (!scalar.Tag.IsEmpty && scalar.Tag.Value is LocalBinaryTag or GlobalBinaryTag)
        {
            return Binary(scalar.Value);
        }

        return scalar.Style == ScalarStyle.Plain
            && double.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : scalar.Value;
    }

    /// <summary>Standard base64, which YAML may break over lines.</summary>
    private static byte[] Binary(string text)
    {
        var unbroken = text.ReplaceLineEndings(string.Empty).Replace(" ", string.Empty, StringComparison.Ordinal);
        var length = CryppoBase64.DecodedLength(unbroken);
        if (length < 0)
        {
            throw Malformed("a binary in the YAML is not base64");
        }

        var bytes = new byte[length];
        CryppoBase64.Decode(unbroken, bytes);
        return bytes;
    }

    /// <summary>Steps over the list or map that has just begun.</summary>
    private static object? SkipCollection(Parser parser)
    {
        for (var depth = 1; depth > 0;)
        {
            depth += Next(parser).NestingIncrease;
            if (depth > MaxDepth)
            {
                throw Malformed("the YAML is nested too deeply");
            }
        }

        return null;
    }

    private static ParsingEvent Next(Parser parser)
    {
        if (!parser.MoveNext() || parser.Current is not { } current)
        {
            throw Malformed("the YAML is cut short");
        }

        return current is AnchorAlias ? throw Malformed("the YAML has an alias") : current;
    }

    private static CryppoFormatException Malformed(string problem) => new(Artefacts.PartName, problem);
}
