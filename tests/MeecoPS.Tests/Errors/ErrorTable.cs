using System.Text.RegularExpressions;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Errors;

/// <summary>The table of error ids in about_MeecoErrors.</summary>
internal static partial class ErrorTable
{
    /// <summary>Ids with their categories as the table has them.</summary>
    public static IReadOnlyDictionary<string, string> Rows { get; } = Row()
        .Matches(Read("Module/en-US/about_MeecoErrors.help.txt").Split("ALL IDS")[1].Split("SEE ALSO")[0])
        .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    /// <summary>A file of the repository.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"^ {6}([A-Z]\w+) +([A-Z][\w, ]+)$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
