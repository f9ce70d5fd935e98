using System.Management.Automation;
using System.Management.Automation.Language;
using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Help;

/// <summary>
/// The examples of the help pages, run as they stand. The bare engine lacks some commands of an installed PowerShell: pages that
/// use one are read here, and run by tests/Acceptance/HelpExamples.Tests.ps1.
/// </summary>
public sealed class HelpExampleTests(ExampleStage stage, ITestOutputHelper log) : IClassFixture<ExampleStage>
{
    private static readonly IReadOnlyList<HelpPage> Pages = HelpPage.All();

    private static readonly Dictionary<string, CommandInfo> Known = Commands();

    private static readonly string[] OfAnInstalledPowerShell =
    [
        "ConvertTo-SecureString", "Get-ChildItem", "Get-Content", "Invoke-RestMethod", "Join-Path", "New-Guid", "Read-Host",
        "Select-Object", "Set-Content", "Sort-Object",
    ];

    public static TheoryData<string> PagesToRun => [.. Pages.Where(page => MissingHere(page).Length == 0).Select(page => page.Cmdlet)];

    [Fact]
    public void Every_example_parses_and_uses_parameters_that_exist()
    {
        foreach (var page in Pages)
        {
            foreach (var command in page.Examples.SelectMany(example => example.Commands()))
            {
                if (Known.TryGetValue(command.GetCommandName(), out var info))
                {
                    var parameters = info.Parameters.Values.SelectMany(parameter => parameter.Aliases.Prepend(parameter.Name));
                    command.CommandElements.OfType<CommandParameterAst>().Select(parameter => parameter.ParameterName)
                        .Except(parameters, StringComparer.OrdinalIgnoreCase).Should().BeEmpty($"{page.Cmdlet} shows: {command}");
                }
            }
        }
    }

    [Fact]
    public void Every_page_has_an_example_of_the_command_itself_that_asks_nothing()
    {
        Pages.Should().OnlyContain(page => page.Examples.Any(
            example => !example.IsInteractive && example.Commands().Any(command => command.GetCommandName() == page.Cmdlet)));
    }

    [Fact]
    public void What_only_an_installed_PowerShell_can_run_is_known()
    {
        var missing = Pages.ToDictionary(page => page.Cmdlet, MissingHere);
        foreach (var (page, commands) in missing.Where(page => page.Value.Length > 0))
        {
            log.WriteLine($"Run by tests/Acceptance/HelpExamples.Tests.ps1 alone: {page}, because of {string.Join(", ", commands)}.");
        }

        missing.Values.SelectMany(commands => commands).Distinct().Should().BeSubsetOf(OfAnInstalledPowerShell);
        missing.Values.Count(commands => commands.Length == 0).Should().BeGreaterThan(Pages.Count / 2);
    }

    [Theory]
    [MemberData(nameof(PagesToRun))]
    public void The_examples_of_a_page_run_in_their_order_and_show_what_it_says(string cmdlet)
    {
        var screen = new ScriptedUser();
        using var shell = stage.Begin(screen);
        foreach (var example in Pages.Single(page => page.Cmdlet == cmdlet).Examples.Where(example => !example.IsInteractive))
        {
            shell.Run($"$shown = . {{\n{example.Code}\n}}").Errors.Should().BeEmpty($"{cmdlet}, {example.Title}");
            var before = screen.Shown.Length;
            shell.Run("$shown | Out-Host").Succeeded();

            if (example.Output is { } output)
            {
                var shown = screen.Shown[before..].ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd());
                string.Join('\n', shown).Trim('\n').Should().Be(output, $"{cmdlet}, {example.Title}");
            }
        }
    }

    private static string[] MissingHere(HelpPage page)
    {
        return [.. page.Examples.Where(example => !example.IsInteractive).SelectMany(example => example.Commands())
            .Select(command => command.GetCommandName()).Where(name => name != "dotnet" && !Known.ContainsKey(name)).Distinct()];
    }

    private static Dictionary<string, CommandInfo> Commands()
    {
        using var shell = new HostedShell();
        return shell.Run("Get-Command -CommandType Cmdlet").Succeeded().Output.Select(command => (CommandInfo)command.BaseObject)
            .ToDictionary(command => command.Name, StringComparer.OrdinalIgnoreCase);
    }
}
