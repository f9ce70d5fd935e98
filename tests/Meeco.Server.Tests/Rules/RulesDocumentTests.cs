using System.Text.RegularExpressions;

namespace Meeco.Server.Tests.Rules;

/// <summary>Keeps docs/RULES.md and the tests together.</summary>
public sealed partial class RulesDocumentTests
{
    private static readonly string[] SectionsWithTests = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

    [Fact]
    public void Every_rule_that_is_met_is_named_by_a_test()
    {
        var named = TestsByRule();

        var unheld = Rules()
            .Where(rule => SectionsWithTests.Contains(rule.Section) && !rule.IsOpen)
            .Where(rule => rule.Tests.Count == 0 || !named.Contains(rule.Name))
            .Select(rule => rule.Name)
            .ToList();

        unheld.Should().BeEmpty();
    }

    [Fact]
    public void A_rule_that_cannot_be_met_says_why_and_is_named_by_no_test()
    {
        var named = TestsByRule();

        Rules().Where(rule => rule.ReasonNotMet is not null).Should().AllSatisfy(rule =>
        {
            rule.ReasonNotMet.Should().NotBeEmpty(rule.Name);
            rule.Tests.Should().BeEmpty(rule.Name);
            named[rule.Name].Should().BeEmpty(rule.Name);
        });
    }

    [Fact]
    public void Every_rule_that_a_test_names_is_in_the_document()
    {
        var known = Rules().Select(rule => rule.Name).ToHashSet();

        TestsByRule().Select(rule => rule.Key).Where(name => !known.Contains(name)).Should().BeEmpty();
    }

    [Fact]
    public void Every_test_that_the_document_names_holds_the_rule_it_stands_at()
    {
        var named = TestsByRule();

        foreach (var rule in Rules().Where(rule => rule.Tests.Count > 0))
        {
            named[rule.Name].Should().Contain(rule.Tests, "docs/RULES.md names them at rule {0}", rule.Name);
        }
    }

    /// <summary>
    /// The names of the tests of all projects, by the rules that they name. They are read from the sources, for client and
    /// cmdlets hold rules too.
    /// </summary>
    private static ILookup<string, string> TestsByRule() =>
        Directory.EnumerateFiles(Path.Combine(Repository(), "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository(), "tests"), "*Properties.cs", SearchOption.AllDirectories))
            .SelectMany(file => RuledTest().Matches(File.ReadAllText(file)))
            .SelectMany(match => Quoted().Matches(match.Groups["rules"].Value).Select(rule => (Rule: rule.Groups["text"].Value, Test: match.Groups["test"].Value)))
            .ToLookup(pair => pair.Rule, pair => pair.Test);

    private static List<DocumentedRule> Rules()
    {
        var rules = new List<DocumentedRule>();
        var section = "";
        var name = "";
        var text = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(Repository(), "docs", "RULES.md")).Append("## "))
        {
            var heading = Heading().Match(line);
            var start = RuleStart().Match(line);
            if (heading.Success || start.Success)
            {
                if (name.Length > 0)
                {
                    rules.Add(DocumentedRule.From(section, name, text));
                }

                section = heading.Success ? heading.Groups["number"].Value : section;
                name = start.Success ? start.Groups["name"].Value : "";
                text.Clear();
            }

            text.Add(line);
        }

        return rules;
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MeecoPS.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("""Rule\((?<rules>(?:"[^"]+"(?:, )?)+)\)\].*?\n    public [^(\n]*?(?<test>\w+)\(""", RegexOptions.Singleline)]
    private static partial Regex RuledTest();

    [GeneratedRegex("\"(?<text>[^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("^## (?<number>[0-9]*)")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\*\*(?:(?<name>[0-9.]*[0-9])\.?|`(?<name>[a-z-]+)`)\*\* ")]
    private static partial Regex RuleStart();

    [GeneratedRegex("`(?<test>[A-Za-z0-9_]+)`")]
    private static partial Regex TestName();

    private sealed record DocumentedRule(string Section, string Name, bool IsLater, string? ReasonNotMet, IReadOnlyList<string> Tests)
    {
        private const string NotMet = "Not met:";

        public bool IsOpen => IsLater || ReasonNotMet is not null;

        public static DocumentedRule From(string section, string name, IReadOnlyList<string> lines) => new(
            section,
            name,
            lines.Any(line => line.StartsWith("Later:", StringComparison.Ordinal)),
            lines.FirstOrDefault(line => line.StartsWith(NotMet, StringComparison.Ordinal))?[NotMet.Length..].Trim(),
            [.. lines.Where(line => line.StartsWith("Held by ", StringComparison.Ordinal))
                .SelectMany(line => TestName().Matches(line))
                .Select(match => match.Groups["test"].Value)]);
    }
}
