using MeecoPS.Tests.Support;

namespace MeecoPS.Tests;

/// <summary>The examples of docs/examples, run as they stand.</summary>
public sealed class ExampleTests
{
    [Fact]
    public async Task The_on_sharing_story_is_told_to_its_end()
    {
        var example = Path.Combine(Repository.Root, "docs", "examples", "on-sharing.ps1");

        var result = await ChildProcess.RunShellAsync(example);

        result.Errors.Should().BeEmpty();
        result.Lines[^1].Should().Be("on-sharing: Bob and Carlos read OUTATIME");
        result.Output.Should().Contain("He is refused").And.Contain("You may drive it, not sell it.").And.Contain("Carlos reads: NotACatDefsACar.");
        result.ExitCode.Should().Be(0);
    }

    [Fact]
    public void Every_other_example_says_that_it_needs_the_cmdlets_of_PowerShell_and_is_run_by_the_acceptance_files()
    {
        var tests = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Acceptance", "Examples.Tests.ps1"));
        var examples = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "examples"), "*.ps1")
            .Where(path => Path.GetFileName(path) != "on-sharing.ps1").ToList();

        examples.Should().HaveCountGreaterThanOrEqualTo(4);
        foreach (var example in examples)
        {
            File.ReadAllText(example).Should().Contain("#Requires -Modules Microsoft.PowerShell.Utility");
            tests.Should().Contain($"examples/{Path.GetFileName(example)}");
        }
    }
}
