using System.Xml.Linq;
using MeecoPS.Tests.Hosting;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Help;

/// <summary>Get-Help shows what the pages say.</summary>
public sealed class GetHelpTests
{
    [Fact]
    public void The_help_file_was_made_from_the_pages_as_they_are_now()
    {
        var help = XDocument.Load(Path.Combine(Repository.Root, "Module", "en-US", "MeecoPS.dll-Help.xml"));

        help.Root!.Nodes().OfType<XComment>().Select(comment => comment.Value.Trim())
            .Should().BeEquivalentTo(HelpPage.All().Select(page => page.Stamp), "build.ps1 Help makes it anew");
    }

    [Fact]
    public void The_engine_finds_synopsis_parameters_and_examples_of_every_cmdlet()
    {
        using var shell = new HostedShell();

        foreach (var page in HelpPage.All())
        {
            var found = shell.Run(
                $"""
                $help = Get-Help {page.Cmdlet} -Full
                $help.Synopsis
                @($help.examples.example).Count
                @($help.parameters.parameter.name) -join ' '
                @($help.examples.example | Where-Object code).Count
                """).Succeeded().Lines.ToList();

            found[0].Should().Be(page.Synopsis);
            found[1].Should().Be($"{page.Examples.Count}", page.Cmdlet);
            found[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).Should().BeEquivalentTo(page.Parameters.Keys, page.Cmdlet);
            found[3].Should().Be(found[1], page.Cmdlet);
        }
    }

    [Fact]
    public void Every_cmdlet_has_a_description_and_every_parameter_its_own_where_the_engine_shows_them()
    {
        using var shell = new HostedShell();

        foreach (var command in shell.Run("(Get-Command -Module MeecoPS).Name").Succeeded().Lines.ToList())
        {
            // A command without parameters of its own has none to show.
            shell.Run($$"""
                $help = Get-Help {{command}} -Full
                if (-not $help.Synopsis -or -not ($help.description | ForEach-Object Text)) { '{{command}}' }
                Get-Help {{command}} -Parameter * -ErrorAction Ignore | Where-Object { -not ($_.description | ForEach-Object Text) }
                """).Succeeded().Lines.Should().BeEmpty(command);
            shell.Run($"Get-Help {command} -Examples").Succeeded().Single.TypeNames.Should().Contain("MamlCommandHelpInfo#ExamplesView");
        }
    }

    [Fact]
    public void The_page_of_every_cmdlet_is_what_Online_opens()
    {
        var properties = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props"));
        var pages = properties.Descendants("PackageProjectUrl").First().Value + "/blob/main/docs/en-US";
        using var shell = new HostedShell().With("pages", pages);

        shell.Run("""Get-Command -Module MeecoPS | Where-Object { "$($_.HelpUri)" -cne "$pages/$_.md" }""")
            .Succeeded().Lines.Should().BeEmpty();
    }

    [Fact]
    public void The_engine_finds_every_topic()
    {
        var topics = Directory.EnumerateFiles(Path.Combine(Repository.Root, "Module", "en-US"), "about_*.help.txt")
            .Select(path => Path.GetFileName(path).Replace(".help.txt", string.Empty, StringComparison.Ordinal)).ToList();
        using var shell = new HostedShell();

        topics.Should().HaveCountGreaterThanOrEqualTo(5);
        foreach (var topic in topics)
        {
            shell.Run($"Get-Help {topic}").Succeeded().Transcript.Should().Contain(topic).And.Contain("LONG DESCRIPTION");
        }
    }
}
