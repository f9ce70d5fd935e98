using System.Reflection;
using System.Text.RegularExpressions;

namespace Meeco.Server.Tests.Rules;

/// <summary>Keeps docs/RULES.md and the tests together.</summary>
public sealed partial class RulesDocumentTests
{
    private static readonly string[] SectionsOfTheServer = ["1", "2", "3", "4", "6", "7", "9"];

    [Fact]
    public void Every_rule_that_is_met_is_named_by_a_test()
    {
        var named = TestsByRule();

        var unheld = Rules()
            .Where(rule => SectionsOfTheServer.Contains(rule.Section) && !rule.IsOpen)
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
            named[rule.Name].Select(test => test.Name).Should().Contain(rule.Tests, "docs/RULES.md names them at rule {0}", rule.Name);
        }
    }

    private static ILookup<string, MethodInfo> TestsByRule() =>
        typeof(RulesDocumentTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method =>
                (method.GetCustomAttribute<RuleAttribute>()?.Names ?? []).Select(name => (name, method)))
            .ToLookup(pair => pair.name, pair => pair.method);

    private static List<DocumentedRule> Rules()
    {
        var rules = new List<DocumentedRule>();
        var section = "";
        var name = "";
        var text = new List<string>();
        foreach (var line in File.ReadLines(DocumentPath()).Append("## "))
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

    private static string DocumentPath()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MeecoPS.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return Path.Combine(folder.FullName, "docs", "RULES.md");
    }

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
