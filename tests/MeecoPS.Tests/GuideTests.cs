using System.Text.RegularExpressions;
using MeecoPS.Tests.Hosting;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests;

/// <summary>The guides of docs/guide: whoever follows them line by line gets what they say.</summary>
public sealed partial class GuideTests
{
    private static readonly string Guide = File.ReadAllText(
        Path.Combine(Repository.Root, "docs", "guide", "from-the-meeco-cli.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_story_of_the_guide_from_the_CLI_runs_as_it_stands()
    {
        using var folder = new TemporaryFolder();
        using var shell = new HostedShell().With("folder", folder.Path);
        shell.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($folder)").Succeeded();

        var shown = new List<string>();
        var expected = new List<string>();
        foreach (Match block in Block().Matches(Guide))
        {
            var text = block.Groups["text"].Value;
            switch (block.Groups["language"].Value)
            {
                case "yaml":
                    folder.Write(block.Groups["file"].Value, text);
                    break;
                case "powershell":
                    shown.AddRange(shell.Run(text).Succeeded().Lines.SelectMany(line => line.Split('\n')));
                    break;
                case "output":
                    expected.AddRange(text.TrimEnd('\n').Split('\n'));
                    break;
            }
        }

        shown.Should().Equal(expected);
        expected.Should().EndWith("Carlos reads OUTATIME");
        Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Should()
            .Contain([".environment.yaml", ".alice.yaml", ".vehicle.yaml", ".connection_bob.yaml", ".connection_carlos.yaml"]);
    }

    [Fact]
    public void Every_command_that_the_guide_names_is_there()
    {
        using var shell = new HostedShell();
        var commands = shell.Run("(Get-Command -Module MeecoPS).Name").Succeeded().Lines.ToHashSet(StringComparer.Ordinal);

        Command().Matches(Guide).Select(match => match.Value).Distinct().Should().HaveCountGreaterThan(40).And.BeSubsetOf(commands);
    }

    [GeneratedRegex(@"\b[A-Z]\w+-Meeco\w+")]
    private static partial Regex Command();

    // A file is what follows "Save this as", and code is what is marked so.
    [GeneratedRegex(@"(Save this as\s`(?<file>[^`]+)`:\n\n)?^```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
