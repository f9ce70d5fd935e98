using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Help;

/// <summary>One page of docs/en-US, as its author wrote it.</summary>
internal sealed partial class HelpPage
{
    private readonly string _path;
    private readonly string _text;

    private HelpPage(string path)
    {
        _path = path;

        // The hash must not depend on how git checks out the ends of lines.
        _text = File.ReadAllText(path).ReplaceLineEndings("\n");
    }

    /// <summary>The cmdlet that the page is about.</summary>
    public string Cmdlet => Path.GetFileNameWithoutExtension(_path);

    /// <summary>The text under the heading SYNOPSIS.</summary>
    public string Synopsis => Section("SYNOPSIS");

    /// <summary>The texts of the parameters by their names.</summary>
    public IReadOnlyDictionary<string, string> Parameters => ParameterText().Matches(Section("PARAMETERS"))
        .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["text"].Value.Trim());

    /// <summary>The examples in their order.</summary>
    public IReadOnlyList<HelpExample> Examples =>
        [.. ExampleText().Matches(Section("EXAMPLES")).Select(match => new HelpExample(match.Value))];

    /// <summary>The links to other pages and topics, relative to this page.</summary>
    public IEnumerable<string> Links => LinkAddress().Matches(Section("RELATED LINKS")).Select(match => match.Groups["address"].Value);

    /// <summary>What docs/Export-Help.ps1 writes into the help file for this page.</summary>
    public string Stamp =>
        $"{Path.GetFileName(_path)} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_text)))}";

    private static string Folder => Path.Combine(Repository.Root, "docs", "en-US");

    public static IReadOnlyList<HelpPage> All() =>
        [.. Directory.EnumerateFiles(Folder, "*.md").Select(path => new HelpPage(path))];

    /// <summary>A section of the page.</summary>
    /// <param name="heading">Its heading.</param>
    /// <returns>Its text; empty when there is no such section.</returns>
    public string Section(string heading) =>
        Regex.Match(_text, $@"^## {Regex.Escape(heading)}\n(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline)
            .Groups[1].Value.Trim();

    /// <summary>Whether a link leads to a file.</summary>
    /// <param name="link">The link.</param>
    /// <returns>Whether it does.</returns>
    public bool Leads(string link) => File.Exists(Path.Combine(Folder, link));

    [GeneratedRegex(@"^### -(?<name>\w+)\n(?<text>.*?)(?=^```yaml$)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ParameterText();

    [GeneratedRegex(@"^### Example \d+: .*?(?=^### |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ExampleText();

    [GeneratedRegex(@"^- \[[^]]+\]\((?<address>[^)]+)\)$", RegexOptions.Multiline)]
    private static partial Regex LinkAddress();
}
