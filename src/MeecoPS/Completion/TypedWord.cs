using System.Management.Automation;
using System.Management.Automation.Language;

namespace MeecoPS.Completion;

/// <summary>What somebody has typed of an argument, perhaps with a quote before it, and how to write the rest of it.</summary>
internal sealed class TypedWord
{
    private readonly bool _takesWildcards;
    private readonly char? _quote;
    private readonly string _text;

    /// <summary>Reads what was typed.</summary>
    /// <param name="typed">The word up to the cursor.</param>
    /// <param name="takesWildcards">Whether the parameter takes wildcards, so that a name must not be taken for a pattern.</param>
    public TypedWord(string? typed, bool takesWildcards)
    {
        _takesWildcards = takesWildcards;
        _text = typed ?? string.Empty;
        if (_text.Length > 0 && _text[0] is '\'' or '"')
        {
            _quote = _text[0];
            _text = _text[1..].TrimEnd(_text[0]);
        }
    }

    /// <summary>Whether a name begins with what was typed.</summary>
    /// <param name="name">The name.</param>
    /// <returns>True if it does, in whatever case.</returns>
    public bool Begins(string name) =>
        name.StartsWith(_text, StringComparison.OrdinalIgnoreCase)
        || (_takesWildcards && WildcardPattern.Escape(name).StartsWith(_text, StringComparison.OrdinalIgnoreCase));

    /// <summary>Offers a name, quoted as it was begun and as it must be.</summary>
    /// <param name="name">The name.</param>
    /// <param name="about">What is shown about it.</param>
    /// <returns>The offer.</returns>
    public CompletionResult Offer(string name, string about)
    {
        var text = _takesWildcards ? WildcardPattern.Escape(name) : name;
        var written = _quote switch
        {
            '"' => $"\"{InDoubleQuotes(text)}\"",
            null when IsPlain(text) => text,
            _ => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'",
        };
        return new CompletionResult(written, Shown(name), CompletionResultType.ParameterValue, Shown(about.Length == 0 ? name : about));
    }

    // What begins with a digit may be a number, and with a dash a parameter.
    private static bool IsPlain(string text) =>
        (char.IsLetter(text[0]) || text[0] == '_') && text.All(static letter => char.IsLetterOrDigit(letter) || letter is '_' or '-');

    private static string InDoubleQuotes(string text) => string.Concat(text.Select(static letter =>
        letter is '`' or '$' or '"' or '\u201C' or '\u201D' or '\u201E' ? $"`{letter}" : letter.ToString()));

    // Names may have been given by others: a menu is no place for control characters.
    private static string Shown(string text) => string.Concat(text.Select(static letter => char.IsControl(letter) ? ' ' : letter));
}
