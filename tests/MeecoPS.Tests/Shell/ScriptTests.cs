using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Shell;

/// <summary>Script files and script text, as <c>pwsh -File</c> and <c>pwsh -Command</c> run them.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_script_knows_its_folder_and_binds_its_arguments()
    {
        var script = _folder.Write("arguments.ps1", """
            param([string] $Name, [switch] $Loud, [switch] $Quiet, [int] $Count)
            $PSScriptRoot
            "$Name|$Loud|$Quiet|$($Count + 1)|$args"
            """);

        var result = await ChildProcess.RunShellAsync(script, "-Name", "it's $(1)", "-Loud", "-Quiet:$false", "-Count:41", "rest", "-1");

        result.Lines.Should().Equal(_folder.Path, "it's $(1)|True|False|42|rest -1");
        result.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Every_stream_appears_and_errors_go_to_standard_error()
    {
        var script = _folder.Write("streams.ps1", """
            'output'
            [pscustomobject]@{ Colour = 'grey'; Wheels = 4 }
            $Host.UI.WriteLine('host')
            $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            & {
                [CmdletBinding()] param()
                $PSCmdlet.WriteVerbose('more')
                $PSCmdlet.WriteWarning('careful')
                $PSCmdlet.WriteDebug('detail')
                $PSCmdlet.WriteInformation('fact', @())
                $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'activity', 'status'))
                $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([System.IO.IOException]::new('broken'), 'Broken', 'NotSpecified', $null))
            }
            1 / 0
            'end'
            """);

        var result = await ChildProcess.RunShellAsync(script);

        result.Lines.Should().ContainInOrder("VERBOSE: more", "WARNING: careful", "DEBUG: detail", "fact", "end");
        result.Lines.Should().Contain(["output", "host"]);
        result.Output.Should().MatchRegex(@"Colour\s+Wheels").And.MatchRegex(@"grey\s+4");
        result.Errors.Should().Contain("broken").And.Contain("Attempted to divide by zero.").And.Contain(script);
        (result.Output + result.Errors).Should().NotContain("activity").And.NotContain("\u001b");
        result.ExitCode.Should().Be(0, "errors that do not end a script do not decide its exit code");
    }

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("& { exit 3 }; 'not reached'", 3)]
    [InlineData("throw 'uncaught'", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; Get-Module -Name a -FullyQualifiedName b", 1)]
    [InlineData("if (", 1)]
    [InlineData("#Requires -Modules NoSuchModule", 1)]
    [InlineData("[CmdletBinding()] param([Parameter(Mandatory)] $Missing)", 1)]
    [InlineData("try { throw 'caught' } catch { 'recovered' }", 0)]
    [InlineData("dotnet no-such-command", 0)]
    public async Task The_exit_code_is_that_of_the_script(string text, int exitCode)
    {
        var result = await ChildProcess.RunShellAsync(_folder.Write("exit.ps1", text));

        result.ExitCode.Should().Be(exitCode, result.Output + result.Errors);
        result.Output.Should().NotContain("not reached");
    }

    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("exit 9", 9)]
    [InlineData("throw 'uncaught'", 1)]
    [InlineData("Get-NoSuchThing", 1)]
    [InlineData("Get-NoSuchThing; 'later'", 0)]
    public async Task The_exit_code_of_a_command_is_that_of_its_last_statement(string text, int exitCode)
    {
        var result = await ChildProcess.RunShellAsync("-Command", text);

        result.ExitCode.Should().Be(exitCode, result.Output + result.Errors);
    }

    [Fact]
    public async Task An_uncaught_error_is_shown_with_its_place()
    {
        var script = _folder.Write("throw.ps1", "'before'\nthrow 'the reason'\n'after'");

        var result = await ChildProcess.RunShellAsync(script);

        result.Lines.Should().Equal("before");
        result.Errors.Should().Contain("the reason").And.Contain($"{script}:2");
    }

    [Fact]
    public async Task The_module_is_imported_and_found_by_name_in_other_runspaces()
    {
        const string Script = "(Get-Module).Name; $env:PSModulePath; 1 | ForEach-Object -Parallel { (Import-Module MeecoPS -PassThru).ModuleBase }";

        var result = await ChildProcess.RunShellAsync("-Command", Script);

        result.Lines.Should().Equal("MeecoPS", Path.GetDirectoryName(Installation.Module), Installation.Module);
    }

    [Theory]
    [InlineData("no-such-file.ps1", 64)]
    [InlineData("-NoSuchOption", 64)]
    [InlineData("-Command", 64)]
    [InlineData("--help", 0)]
    public async Task Arguments_that_make_no_sense_show_the_usage(string argument, int exitCode)
    {
        var result = await ChildProcess.RunShellAsync(argument);

        (exitCode == 0 ? result.Output : result.Errors).Should().Contain("Usage:");
        result.ExitCode.Should().Be(exitCode);
    }
}
