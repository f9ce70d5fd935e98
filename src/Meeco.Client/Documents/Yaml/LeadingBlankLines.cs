namespace Meeco;

/// <summary>
/// The CLI prints a text that begins with line breaks as a block whose first lines are indentation alone, which the
/// parser refuses. Emptied, those lines mean the same.
/// </summary>
internal static class LeadingBlankLines
{
    /// <summary>Empties them.</summary>
    /// <param name="text">The document, which the caller owns.</param>
    /// <returns>A pinned copy that the caller zeroes; null if there is nothing to empty.</returns>
    public static char[]? Empty(ReadOnlySpan<char> text)
    {
        var kept = GC.AllocateUninitializedArray<char>(text.Length, pinned: true);
        var length = 0;
        var afterHeader = false;
        while (!text.IsEmpty)
        {
            var end = text.IndexOf('\n') + 1;
            var line = end == 0 ? text : text[..end];
            text = text[line.Length..];
            var isBlank = line.IsWhiteSpace();

            // More spaces than the text behind them has are text themselves.
            var emptied = afterHeader && isBlank && line.TrimEnd("\r\n").Length <= Indentation(text) ? line.TrimStart(' ') : line;
            emptied.CopyTo(kept.AsSpan(length));
            length += emptied.Length;
            afterHeader = isBlank ? afterHeader : IsHeader(line);
        }

        if (length == kept.Length)
        {
            return null;
        }

        Array.Fill(kept, '\n', length, kept.Length - length);
        return kept;
    }

    private static bool IsHeader(ReadOnlySpan<char> line) =>
        line.TrimEnd().TrimEnd("+-") is var header && (header.EndsWith(": |") || header.EndsWith("- |") || header.EndsWith(": >"));

    // Of the first line with text.
    private static int Indentation(ReadOnlySpan<char> text)
    {
        foreach (var line in text.EnumerateLines())
        {
            if (!line.IsWhiteSpace())
            {
                return line.Length - line.TrimStart(' ').Length;
            }
        }

        return 0;
    }
}
