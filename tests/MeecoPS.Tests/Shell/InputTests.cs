using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Shell;

/// <summary>Questions that are answered by a redirected standard input.</summary>
public sealed class InputTests
{
    [Fact]
    public async Task Lines_and_secrets_are_read_from_redirected_input_and_secrets_are_not_echoed()
    {
        const string Script = """
            $name = $Host.UI.ReadLine()
            $secret = $Host.UI.ReadLineAsSecureString()
            "$name|$($secret.Length)|$($secret.IsReadOnly())"
            $Host.UI.PromptForCredential($null, $null, 'alice', $null).GetNetworkCredential().Password.Length
            $null -eq $Host.UI.ReadLine()
            """;

        var result = await ChildProcess.RunShellWithInputAsync("Bob\nhoverboard\r\nplutonium", "-Command", Script);

        result.Lines.Should().Equal("Bob|10|True", "Password for user alice: 9", "True");
        result.ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData("y\n", 0)]
    [InlineData("No\n", 1)]
    [InlineData("Yes to All\n", 2)]
    [InlineData("a\n", 2)]
    [InlineData("\n", 1)]
    [InlineData("nonsense\n?\nY\n", 0)]
    public async Task A_choice_is_made_by_letter_or_name_and_an_empty_line_takes_the_default(string input, int choice)
    {
        const string Script = "exit 10 + $Host.UI.PromptForChoice('Share', 'Really?', @('&Yes', '&No', 'Yes to &All'), 1)";

        var result = await ChildProcess.RunShellWithInputAsync(input, "-Command", Script);

        result.ExitCode.Should().Be(10 + choice);
        result.Output.Should().Contain("Really?").And.Contain("(default is \"N\")");
    }

    [Fact]
    public async Task Several_choices_end_with_an_empty_line()
    {
        const string Script = """
            $choices = [System.Management.Automation.Host.ChoiceDescription[]] @('&One', '&Two', 'T&hree')
            '=' + $Host.UI.PromptForChoice('Which', 'Some?', $choices, [int[]] @(0))
            '=' + $Host.UI.PromptForChoice('Which', 'Some?', $choices, [int[]] @(0))
            """;

        var result = await ChildProcess.RunShellWithInputAsync("h\nTwo\n\n\n", "-Command", Script);

        result.Output.Should().Contain("=2 1").And.Contain("=0");
    }

    [Fact]
    public async Task The_end_of_the_input_is_never_taken_for_an_answer()
    {
        const string Script = """
            function Remove-Thing { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param() if ($PSCmdlet.ShouldProcess('it')) { 'removed' } }
            Remove-Thing
            """;

        var result = await ChildProcess.RunShellAsync("-Command", Script);

        result.Output.Should().NotContain("removed");
        result.Errors.Should().Contain("the input has ended");
    }

    [Fact]
    public async Task A_mandatory_parameter_is_asked_for_until_it_fits_its_type()
    {
        const string Script = """
            function Test-It { param([Parameter(Mandatory, HelpMessage = 'How many.')][int] $Count, [Parameter(Mandatory)][string[]] $Name) "$Count of $Name" }
            Test-It
            """;

        var result = await ChildProcess.RunShellWithInputAsync("!?\nmany\n3\nBob\nCarlos\n\n", "-Command", Script);

        result.Output.Should().Contain("How many.").And.Contain("3 of Bob Carlos");
        result.Errors.Should().Contain("'many'");
    }

    [Fact]
    public async Task Redirected_lines_run_one_after_the_other_each_with_views_of_its_own()
    {
        const string Lines = """
            if ($true) {
                'several lines'
            }

            throw 'one line'
            Get-Help Get-Module
            Get-Module
            exit 4
            'not reached'
            """;

        var result = await ChildProcess.RunShellWithInputAsync(Lines);

        result.Lines[0].Should().Be("several lines");
        result.Output.Should().MatchRegex(@"ModuleType\s+Version").And.NotContain("not reached");
        result.Errors.Should().Contain("one line");
        result.ExitCode.Should().Be(4);
    }
}
