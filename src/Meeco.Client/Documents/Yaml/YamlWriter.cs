using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Meeco;

/// <summary>
/// Writes a document in a form that every YAML of Meeco's CLI reads to the same values: texts stand without quotes only
/// where no version of YAML could take them for anything else, and no line is folded.
/// </summary>
internal static partial class YamlWriter
{
    /// <summary>Writes a document.</summary>
    /// <param name="document">The document; where a plain text is given, it is a number, a truth value, a time or null.</param>
    /// <returns>UTF-8 in a pinned array, which the caller zeroes if there is a secret in it.</returns>
    public static byte[] Write(YamlNode document)
    {
        using var text = new ZeroedTextWriter { NewLine = "\n" };
        var emitter = new Emitter(
            text,
            new EmitterSettings().WithBestWidth(int.MaxValue).WithIndentedSequences().WithNewLine("\n"));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, document);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToUtf8();
    }

    private static void Emit(Emitter emitter, YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                emitter.Emit(new MappingStart(
                    AnchorName.Empty, TagName.Empty, isImplicit: true, map.Keys.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var key in map.Keys)
                {
                    Emit(emitter, new YamlText(key));
                    Emit(emitter, map.Find(key) ?? YamlText.Null);
                }

                emitter.Emit(new MappingEnd());
                break;
            case YamlList list:
                emitter.Emit(new SequenceStart(
                    AnchorName.Empty, TagName.Empty, isImplicit: true, list.Items.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in list.Items)
                {
                    Emit(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case YamlText text:
                var plain = text.IsPlain || IsUnmistakable(text.Value);
                emitter.Emit(new Scalar(
                    AnchorName.Empty,
                    TagName.Empty,
                    text.Value,
                    plain ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted,
                    isPlainImplicit: plain,
                    isQuotedImplicit: !plain));
                break;
        }
    }

    private static bool IsUnmistakable(string text) =>
        IdForm().IsMatch(text) || (WordsForm().IsMatch(text) && !TypedWordForm().IsMatch(text));

    [GeneratedRegex(@"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdForm();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_.=/+-]*( [A-Za-z0-9(][A-Za-z0-9_.,()/+-]*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex WordsForm();

    // What YAML 1.1 or 1.2 takes for a truth value or null.
    [GeneratedRegex(@"\A(y|n|yes|no|on|off|true|false|null)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex TypedWordForm();
}
