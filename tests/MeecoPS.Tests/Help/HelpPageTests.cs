using System.Management.Automation;
using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Help;

/// <summary>The pages in docs/en-US say about every cmdlet what a user asks of its help.</summary>
public sealed class HelpPageTests
{
    private static readonly IReadOnlyList<HelpPage> Pages = HelpPage.All();

    [Fact]
    public void There_is_one_page_for_every_exported_cmdlet_and_no_other()
    {
        Pages.Select(page => page.Cmdlet).Should().BeEquivalentTo(Cmdlets().Keys);
    }

    [Fact]
    public void Every_parameter_is_described_and_no_page_names_one_that_does_not_exist()
    {
        var common = Cmdlet.CommonParameters;
        var cmdlets = Cmdlets();

        foreach (var page in Pages)
        {
            page.Parameters.Keys.Should().BeEquivalentTo(cmdlets[page.Cmdlet].Parameters.Keys.Except(common), page.Cmdlet);
            page.Parameters.Values.Should().OnlyContain(text => text.Length > 0 && !text.Contains("{{", StringComparison.Ordinal), page.Cmdlet);
        }
    }

    [Fact]
    public void Every_page_has_a_synopsis_of_one_line_a_description_inputs_outputs_and_notes()
    {
        foreach (var page in Pages)
        {
            page.Synopsis.Should().NotBeEmpty(page.Cmdlet).And.NotContain("\n", page.Cmdlet);
            new[] { "DESCRIPTION", "INPUTS", "OUTPUTS", "NOTES" }
                .Should().OnlyContain(heading => page.Section(heading).Length > 0, page.Cmdlet);
        }
    }

    [Fact]
    public void Every_page_has_two_examples_or_more_and_each_is_one_piece_of_code()
    {
        foreach (var page in Pages)
        {
            page.Examples.Should().HaveCountGreaterThanOrEqualTo(2, page.Cmdlet)
                .And.OnlyContain(example => example.Code != null, page.Cmdlet);
        }
    }

    [Fact]
    public void Every_link_leads_somewhere()
    {
        foreach (var page in Pages)
        {
            page.Links.Should().NotBeEmpty(page.Cmdlet).And.OnlyContain(link => page.Leads(link), page.Cmdlet);
        }
    }

    private static Dictionary<string, CmdletInfo> Cmdlets()
    {
        using var shell = new HostedShell();
        return shell.Run("Get-Command -Module MeecoPS").Succeeded().Output
            .Select(command => (CmdletInfo)command.BaseObject)
            .ToDictionary(command => command.Name);
    }
}
