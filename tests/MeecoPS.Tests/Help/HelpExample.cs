using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace MeecoPS.Tests.Help;

/// <summary>One example of a page.</summary>
internal sealed partial class HelpExample
{
    private readonly string _text;

    /// <param name="text">The example, heading and all.</param>
    public HelpExample(string text)
    {
        _text = text;
        var pieces = Fence().Matches(text).ToLookup(match => match.Groups["language"].Value, match => match.Groups["text"].Value);
        Code = pieces["powershell"].Count() == 1 ? pieces["powershell"].Single() : null;
        Output = pieces["output"].SingleOrDefault();
    }

    /// <summary>The heading.</summary>
    public string Title => _text.Split('\n')[0];

    /// <summary>What is typed; null when it is not one piece.</summary>
    public string? Code { get; }

    /// <summary>What it shows, where the page says so.</summary>
    public string? Output { get; }

    /// <summary>Whether it asks at the host.</summary>
    public bool IsInteractive => Title.EndsWith("(interactive)", StringComparison.Ordinal);

    /// <summary>The commands that it calls.</summary>
    /// <returns>Their syntax, and no error of the parser.</returns>
    public IEnumerable<CommandAst> Commands()
    {
        var script = Parser.ParseInput(Code, out _, out var errors);
        errors.Should().BeEmpty(Title);
        return script.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>();
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
