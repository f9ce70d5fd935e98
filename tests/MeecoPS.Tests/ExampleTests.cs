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
}
