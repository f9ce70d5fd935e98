namespace Meeco;

/// <summary>
/// YAML 1.1, which the parser reads, takes three more characters for line breaks than YAML 1.2, which the CLI writes.
/// They are replaced before parsing by characters for private use that the text does not have, and come back afterwards.
/// </summary>
internal readonly struct OldLineBreaks
{
    private const char FirstPrivate = '\uE000';
    private const char LastPrivate = '\uF8FF';
    private const string Breaks = "\u0085\u2028\u2029";

    private readonly char[] _standIns;

    private OldLineBreaks(char[] standIns) => _standIns = standIns;

    /// <summary>Replaces them.</summary>
    /// <param name="text">The text; changed in place.</param>
    /// <returns>What brings them back.</returns>
    public static OldLineBreaks Replace(Span<char> text)
    {
        if (!text.ContainsAny(Breaks))
        {
            return new OldLineBreaks([]);
        }

        var standIns = new char[Breaks.Length];
        var candidate = FirstPrivate;
        for (var i = 0; i < standIns.Length; candidate++)
        {
            if (candidate > LastPrivate)
            {
                // A text with every private character is none that anybody wrote; it is read as YAML 1.1 has it.
                return new OldLineBreaks([]);
            }

            if (!text.Contains(candidate))
            {
                standIns[i++] = candidate;
            }
        }

        for (var i = 0; i < standIns.Length; i++)
        {
            text.Replace(Breaks[i], standIns[i]);
        }

        return new OldLineBreaks(standIns);
    }

    /// <summary>Brings them back.</summary>
    /// <param name="text">A text as it was parsed.</param>
    /// <returns>The text as it was written.</returns>
    public string Restore(string text)
    {
        for (var i = 0; i < _standIns.Length; i++)
        {
            text = text.Replace(_standIns[i], Breaks[i]);
        }

        return text;
    }
}
