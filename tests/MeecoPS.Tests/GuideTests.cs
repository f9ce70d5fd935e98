using System.Text.RegularExpressions;
using MeecoPS.Tests.Hosting;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests;

/// <summary>The guides of docs/guide: whoever follows them line by line gets what they say.</summary>
public sealed partial class GuideTests
{
    // The test file that the guide to Pester shows is run by tests/Acceptance/Examples.Tests.ps1.
    public static TheoryData<string> OtherGuides =>
    [
        .. Directory.EnumerateFiles(Folder, "*.md").Select(path => Path.GetFileName(path))
            .Except(["from-the-meeco-cli.md", "testing-with-pester.md"]),
    ];

    private static string Folder => Path.Combine(Repository.Root, "docs", "guide");

    [Fact]
    public void The_story_of_the_guide_from_the_CLI_runs_as_it_stands()
    {
        using var folder = new TemporaryFolder();

        Run("from-the-meeco-cli.md", folder).Should().EndWith("Carlos reads OUTATIME");

        Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Should()
            .Contain([".environment.yaml", ".alice.yaml", ".vehicle.yaml", ".connection_bob.yaml", ".connection_carlos.yaml"]);
    }

    [Theory]
    [MemberData(nameof(OtherGuides))]
    public void A_guide_runs_as_it_stands(string guide)
    {
        using var folder = new TemporaryFolder();

        Run(guide, folder).Should().NotBeEmpty();
    }

    [Fact]
    public void The_README_leads_to_every_guide_and_every_link_of_a_guide_leads_somewhere()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

        foreach (var guide in Directory.EnumerateFiles(Folder, "*.md"))
        {
            readme.Should().Contain($"(docs/guide/{Path.GetFileName(guide)})");
            Link().Matches(File.ReadAllText(guide)).Select(match => Path.Combine(Folder, match.Groups["address"].Value))
                .Should().OnlyContain(path => Path.Exists(path), guide);
        }
    }

    [Fact]
    public void Every_command_that_the_guides_name_is_there()
    {
        using var shell = new HostedShell();
        var commands = shell.Run("(Get-Command -Module MeecoPS).Name").Succeeded().Lines.ToHashSet(StringComparer.Ordinal);
        var guides = Directory.EnumerateFiles(Folder, "*.md").Select(File.ReadAllText);

        guides.SelectMany(guide => Command().Matches(guide)).Select(match => match.Value).Distinct().Should()
            .HaveCountGreaterThan(40).And.BeSubsetOf(commands);
    }

    // Gives the lines that the guide promises, which are those that were written.
    private static List<string> Run(string guide, TemporaryFolder folder)
    {
        var text = File.ReadAllText(Path.Combine(Folder, guide)).ReplaceLineEndings("\n");
        using var shell = new HostedShell().With("folder", folder.Path);
        shell.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($folder)").Succeeded();

        var shown = new List<string>();
        var expected = new List<string>();
        foreach (Match block in Block().Matches(text))
        {
            var content = block.Groups["text"].Value;
            switch (block.Groups["language"].Value)
            {
                case "yaml":
                    folder.Write(block.Groups["file"].Value, content);
                    break;
                case "powershell":
                    shown.AddRange(shell.Run(content).Succeeded().Lines.SelectMany(line => line.Split('\n')));
                    break;
                case "output":
                    expected.AddRange(content.TrimEnd('\n').Split('\n'));
                    break;
            }
        }

        shown.Should().Equal(expected);
        return expected;
    }

    [GeneratedRegex(@"\b[A-Z]\w+-Meeco\w+")]
    private static partial Regex Command();

    [GeneratedRegex(@"\]\((?<address>[^):]+)\)")]
    private static partial Regex Link();

    // A file is what follows "Save this as", and code is what is marked so.
    [GeneratedRegex(@"(Save this as\s`(?<file>[^`]+)`:\n\n)?^```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
