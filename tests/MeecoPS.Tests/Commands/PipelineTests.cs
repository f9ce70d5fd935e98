using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using Meeco.Server.Tests.Rules;
using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Commands;

/// <summary>What every cmdlet owes to the pipeline it stands in.</summary>
public sealed class PipelineTests(Story story)
{
    [Fact]
    public void A_pipeline_that_has_enough_ends_the_command_before_it()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Enough");
        shell.Run($"1..12 | ForEach-Object {{ $null = New-MeecoItem custom \"{label} $_\" }}").Succeeded();

        var run = shell.Run($$"""
            do { Get-MeecoItem | ForEach-Object { 'listed'; break } } while ($false)
            do { Get-MeecoItem -Label '{{label}} *' | Get-MeecoItem -ThrottleLimit 2 | ForEach-Object { 'read'; break } } while ($false)
            'goes on'
            """).Succeeded();

        run.Lines.Should().Equal("listed", "read", "goes on");
    }

    [Fact]
    public void A_command_that_waits_for_a_silent_server_is_stopped()
    {
        // It takes connections and never answers.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}";
        using var shell = story.As("alice");
        shell.Run($"Set-MeecoEnvironment {url}/vault {url}/keystore").Succeeded();

        using var command = shell.Start("Connect-Meeco -Secret $aliceSecret -Passphrase $passphrase; 'goes on'");
        var running = command.BeginInvoke();
        using (silent.AcceptTcpClient())
        {
            command.Stop();
        }

        command.InvocationStateInfo.State.Should().Be(PSInvocationState.Stopped);
        running.IsCompleted.Should().BeTrue();
        shell.Run("(Get-MeecoUser).Id -eq $alice.UserId").Succeeded().Lines.Should().Equal(["True"], "the session goes on after an interrupt");
    }

    [Theory]
    [InlineData("[pscustomobject]@{ To = $alice; ToName = 'Alice' }, [pscustomobject]@{ To = $alice; ToName = 'I' } | New-MeecoConnection", "SameUser")]
    [InlineData("[pscustomobject]@{ Token = 'none' }, [pscustomobject]@{ Token = 'nor this' } | Approve-MeecoInvitation", "InvitationNotFound")]
    [InlineData("[pscustomobject]@{ Token = 'none' }, [pscustomobject]@{ Token = 'nor this' } | Approve-MeecoOrganizationInvitation -Force", "InvitationNotFound")]
    [InlineData("'Nobody', 'Nobody else' | New-MeecoDelegationInvitation", "ConnectionNotFound")]
    [InlineData("[pscustomobject]@{ Name = 'x' * 300 }, [pscustomobject]@{ Name = 'y' * 300 } | New-MeecoOrganization", "ValidationFailed")]
    [InlineData("'None', 'Nor this' | New-MeecoOrganizationService -Name Sharing", "OrganizationNotFound")]
    [InlineData("$alice, $bob | New-MeecoOrganizationInvitation", "NotAnAgent")]
    [InlineData("[pscustomobject]@{ Label = 'One'; Name = 'custom' }, [pscustomobject]@{ Label = 'Two'; Name = 'vehicle' } | New-MeecoItemTemplate", "AlreadyExists")]
    [InlineData("Get-MeecoItemTemplate none, nor_this", "ItemTemplateNotFound")]
    [InlineData("Get-MeecoClassification none, nor_this", "ClassificationNotFound")]
    [InlineData("'None', 'Nor this' | Get-MeecoOrganizationService", "OrganizationNotFound")]
    [InlineData("'None', 'Nor this' | Get-MeecoOrganizationMember", "OrganizationNotFound")]
    [InlineData("'None', 'Nor this' | Get-MeecoClientTask", "ItemNotFound")]
    public void One_input_that_fails_does_not_keep_the_next_from_its_turn(string command, string errorId)
    {
        using var shell = story.As("alice");

        var run = shell.Run($"{command} -ThrottleLimit 1; 'goes on'");

        run.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]).Should().Equal(errorId, errorId);
        run.Lines.Should().Equal("goes on");
    }

    [Fact]
    public void Connections_are_made_beside_each_other_and_a_failure_is_about_its_own()
    {
        using var shell = story.As("alice");

        var run = shell.Run("""
            $bob, $alice, $bob | ForEach-Object { [pscustomobject]@{ From = $alice; To = $_; ToName = 'Bob' } } | New-MeecoConnection
            """);

        run.Output.Select(connection => (string)connection.Properties["UserId"].Value).Should()
            .Equal(Enumerable.Repeat(shell.Run("$bob.UserId").Lines.Single(), 2));
        run.Errors.Should().ContainSingle().Which.TargetObject.Should().Be("Bob");
    }

    [Fact, Rule("8.7")]
    public void Bulk_work_in_flight_is_stopped()
    {
        using var shell = story.As("alice");
        using var command = shell.Start("""
            1..100000 | ForEach-Object { [pscustomobject]@{ Label = 'Stopped'; Slot = @{ note = "$_" } } } | New-MeecoItem -Template custom
            """);
        using var results = new PSDataCollection<PSObject>();
        using var first = new ManualResetEventSlim();
        results.DataAdded += (_, _) => first.Set();
        command.BeginInvoke<PSObject, PSObject>(input: null, results);
        first.Wait(TestContext.Current.CancellationToken);

        command.Stop();

        command.InvocationStateInfo.State.Should().Be(PSInvocationState.Stopped);
        results.Count.Should().BeLessThan(100000);
    }

    [Fact]
    public void Parallel_runspaces_share_a_session_and_do_not_end_it()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Parallel");
        shell.Run($"$ids = 1..6 | ForEach-Object {{ New-MeecoItem custom \"{label} $_\" }} | ForEach-Object Id").Succeeded();

        var run = shell.With("module", Path.Combine(Support.Installation.Module, "MeecoPS.psd1")).Run("""
            $ids | ForEach-Object -ThrottleLimit 3 -Parallel {
                Import-Module $using:module
                Set-MeecoSession $using:alice
                (Get-MeecoItem $_).Label
            }
            """).Succeeded();

        run.Lines.Should().BeEquivalentTo(Enumerable.Range(1, 6).Select(number => $"{label} {number}"));
        shell.Run("$alice.IsEnded").Lines.Should().Equal("False");
    }

    [Fact]
    public void Errors_can_be_made_terminating_and_caught()
    {
        using var shell = story.As("alice");

        shell.Run("""
            try { [guid]::NewGuid(), [guid]::NewGuid() | Get-MeecoItem -ErrorAction Stop; 'not reached' }
            catch { $_.FullyQualifiedErrorId }
            """).Lines.Should().Equal("ItemNotFound,MeecoPS.Commands.Items.GetMeecoItemCommand");
    }

    [Fact]
    public void Every_changing_cmdlet_supports_WhatIf_and_removal_asks()
    {
        using var shell = new HostedShell();

        var run = shell.Run("""
            foreach ($command in Get-Command -Module MeecoPS) {
                $verb = $command.Name.Split('-')[0]
                $data = [System.Management.Automation.CommandMetadata]::new($command)
                "$verb $($data.SupportsShouldProcess) $($data.ConfirmImpact)"
            }
            """).Succeeded();

        // What only reads, and what makes a session or an object of this shell, changes nothing that could be asked about.
        var reading = new[] { "Get", "Connect", "Import", "ConvertTo", "ConvertFrom" };
        run.Lines.Where(line => !reading.Contains(line.Split(' ')[0]))
            .Should().NotBeEmpty().And.OnlyContain(line => line.Contains("True", StringComparison.Ordinal));
        run.Lines.Where(line => line.StartsWith("Remove ", StringComparison.Ordinal)).Should().NotBeEmpty()
            .And.OnlyContain(line => line.EndsWith("High", StringComparison.Ordinal));
    }

    [Fact]
    public void Results_come_once_each_however_many_are_in_work()
    {
        using var shell = story.As("alice");
        var label = shell.NewItem("Once");
        shell.Run($"$ids = 1..30 | ForEach-Object {{ [pscustomobject]@{{ Label = \"{label} $_\" }} }} | New-MeecoItem -Template custom -ThrottleLimit 16 | ForEach-Object Id").Succeeded();

        var run = shell.Run("$ids | Get-MeecoItem -ThrottleLimit 1 | ForEach-Object Label; (Get-MeecoItem $ids).Count").Succeeded();

        run.Lines.Should().Equal([.. Enumerable.Range(1, 30).Select(number => run.Lines.ElementAt(number - 1)), 30.ToString(CultureInfo.InvariantCulture)]);
        run.Lines.Take(30).Should().BeEquivalentTo(Enumerable.Range(1, 30).Select(number => $"{label} {number}"));
    }
}
