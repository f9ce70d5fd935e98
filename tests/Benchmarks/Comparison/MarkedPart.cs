namespace Meeco.Benchmarks.Comparison;

/// <summary>The part of a page between two marks, which a run writes anew; what people wrote around it stays.</summary>
/// <param name="file">The page.</param>
/// <param name="name">The name in the marks.</param>
internal sealed class MarkedPart(string file, string name)
{
    private string Begin => $"<!-- {name}: begin -->";

    private string End => $"<!-- {name}: end -->";

    /// <summary>Replaces it.</summary>
    public void Write(string text)
    {
        var page = File.Exists(file) ? File.ReadAllText(file) : $"{Begin}\n{End}\n";
        var (from, to) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        if (from < 0 || to < from)
        {
            throw new InvalidOperationException($"{file} has not the two marks '{name}' between which the tables go.");
        }

        File.WriteAllText(file, string.Concat(page[..(from + Begin.Length)], "\n\n", text.ReplaceLineEndings("\n"), "\n", page[to..]));
    }
}
