using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Commands;

/// <summary>Completion offers what the session has seen, written as the command takes it, and asks no server.</summary>
public sealed class CompletionTests(Story story)
{
    [Fact]
    public void Names_that_the_session_has_seen_are_completed()
    {
        using var shell = Connected();
        shell.Run("""
            $null = Get-MeecoItemTemplate; $null = Get-MeecoConnection; $null = New-MeecoClassification harvest
            $null = New-MeecoItem custom Barn @{ door = @{ Label = 'Barn door'; Value = 'red' } }
            """).Succeeded();

        Complete(shell, "New-MeecoItem -Template veh").Should().Equal("vehicle");
        Complete(shell, "New-MeecoShare -Connection b").Should().Equal("Bob");
        Complete(shell, "Set-MeecoItem bar").Should().Equal("Barn");
        Complete(shell, "New-MeecoShare Barn -Slot do").Should().Equal("door");
        Complete(shell, "Get-MeecoItem Barn | New-MeecoShare -Slot do").Should().Equal("door");
        Complete(shell, "New-MeecoItem custom x -Classification harv").Should().Equal("harvest");
        Complete(shell, "Get-MeecoShare -Direction In").Should().Equal("Incoming");
        Matches(shell, "New-MeecoShare Barn -Slot do").Single().ToolTip.Should().Be("Barn door");
        Matches(shell, "Set-MeecoItem bar").Single().ToolTip.Should().StartWith("Barn: ");
        Matches(shell, "New-MeecoItem -Template veh").Single().ToolTip.Should().Be("Vehicle");
    }

    [Fact]
    public void A_name_follows_what_the_session_changes_and_removes()
    {
        using var shell = Connected();
        shell.Run("$item = New-MeecoItem custom Provisional @{ a = 'b'; old = 'c' }; Set-MeecoItem $item -Label Definite; Remove-MeecoSlot $item old -Confirm:$false").Succeeded();

        Complete(shell, "Get-MeecoItem Prov").Should().NotContain("Provisional");
        Complete(shell, "Get-MeecoItem Def").Should().Equal("Definite");
        Complete(shell, "New-MeecoShare Definite -Slot ").Should().Equal("a");

        shell.Run("$item | Remove-MeecoItem -Confirm:$false").Succeeded();
        Complete(shell, "Get-MeecoItem Def").Should().NotContain("Definite");
    }

    [Theory]
    [InlineData("Get-MeecoItem O'", "'O''Brien''s \"$5\" `n [1]*'")]
    [InlineData("Get-MeecoItem 'O", "'O''Brien''s \"$5\" `n [1]*'")]
    [InlineData("Get-MeecoItem \"O", "\"O'Brien's `\"`$5`\" ``n [1]*\"")]
    [InlineData("Get-MeecoItem -Label O", "'O''Brien''s \"$5\" ``n `[1`]`*'")]
    [InlineData("Get-MeecoItem -Label \"O", "\"O'Brien's `\"`$5`\" ````n ``[1``]``*\"")]
    [InlineData("Get-MeecoItem 12", "'12'")]
    [InlineData("Get-MeecoItem -Item Two", "'Two words'")]
    public void A_name_is_quoted_as_it_must_be_and_means_that_item(string line, string completion)
    {
        using var shell = Connected();
        shell.Run("""
            $odd = [System.Collections.Generic.List[string]]@('O''Brien''s "$5" `n [1]*', '12', 'Two words')
            foreach ($label in $odd) { $null = New-MeecoItem custom $label @{ a = 'b' } }
            """).Succeeded();

        Complete(shell, line).Should().Equal(completion);

        var label = shell.Run($"(Get-MeecoItem {(line.Contains("-Label", StringComparison.Ordinal) ? "-Label" : "-Item")} {completion}).Label").Succeeded().Single.ToString();
        shell.With("label", label).Run("$odd.Contains($label); Get-MeecoItem -Item $odd | Remove-MeecoItem -Confirm:$false").Succeeded().Lines.Should().Equal("True");
    }

    [Fact]
    public void A_session_is_completed_to_the_variable_that_holds_it_or_the_command_that_gets_it()
    {
        using var shell = Connected();

        var found = Matches(shell, "Get-MeecoItem -Session bo");
        found.Select(match => match.CompletionText).Should().Equal("$bob");
        found.Single().ToolTip.Should().Contain(" at http://");
        Complete(shell, "Set-MeecoSession ").Should().Contain(["$alice", "$bob", "$carlos", "(Get-MeecoSession -Current)"]);
        Complete(shell, "New-MeecoConnection -To car").Should().Equal("$carlos");

        shell.Run("${my session} = Get-MeecoSession -Current").Succeeded();
        Complete(shell, "Get-MeecoItem -Session my").Should().Equal("${my session}");
        shell.Run("Disconnect-Meeco").Succeeded();
        Complete(shell, "Get-MeecoItem -Session my").Should().NotContain("${my session}");
    }

    [Fact]
    public void Completion_asks_no_server_and_offers_nothing_where_nothing_was_seen()
    {
        using var shell = new HostedShell();
        shell.With("passphrase", shell.Run($"[System.Net.NetworkCredential]::new('', '{Story.Passphrase}').SecurePassword").Single);
        shell.Run("$server = Start-MeecoServer; $me = New-MeecoUser -Passphrase $passphrase -WarningAction SilentlyContinue").Succeeded();
        Complete(shell, "Get-MeecoItem DeL").Should().NotContain("DeLorean");
        shell.Run("$null = New-MeecoItem vehicle DeLorean @{ licence_plate = 'OUTATIME' }; $null = Get-MeecoItemTemplate; $port = ([uri]$server.Url).Port; Stop-MeecoServer $server").Succeeded();

        // Whoever rings at the server's door now is counted.
        using var listener = new TcpListener(IPAddress.Loopback, (int)shell.Run("$port").Single.BaseObject);
        listener.Start();

        Complete(shell, "New-MeecoItem -Template veh").Should().Equal("vehicle");
        Complete(shell, "Get-MeecoItem DeL").Should().Equal("DeLorean");
        Complete(shell, "New-MeecoShare DeLorean -Slot lic").Should().Equal("licence_plate");
        Complete(shell, "Get-MeecoConnection Nob").Should().NotContain("Nobody");
        Complete(shell, "Get-MeecoOrganization Nob").Should().NotContain("Nobody");
        listener.Pending().Should().BeFalse();
    }

    [Fact]
    public void Templates_that_every_vault_has_are_offered_before_any_was_seen()
    {
        using var shell = Connected();
        shell.Run("$null = New-MeecoItemTemplate \"Seen $([guid]::NewGuid())\"; $null = Connect-Meeco -Environment $environment -Secret $aliceSecret -Passphrase $passphrase").Succeeded();

        var before = Complete(shell, "New-MeecoItem -Template ").ToList();
        var there = shell.Run("(Get-MeecoItemTemplate -ClassificationScheme esafe).Name; $null = Get-MeecoItemTemplate").Succeeded().Lines.ToList();

        before.Should().Contain(["custom", "vehicle"]).And.BeEquivalentTo(there);
        Complete(shell, "New-MeecoItem -Template ").Should().Contain(name => name.StartsWith("seen_", StringComparison.Ordinal));
    }

    [Fact]
    public void Classifications_are_completed_by_name_and_scheme()
    {
        using var shell = Connected();
        shell.Run("$null = New-MeecoClassification reaping; $null = Get-MeecoClassification -Scheme esafe").Succeeded();

        Complete(shell, "Get-MeecoItem -Classification reap").Should().Equal("reaping");
        Complete(shell, "Get-MeecoItem -Classification vehi").Should().Equal("vehicles");
        Complete(shell, "Get-MeecoItem -ClassificationScheme esafe -Classification reap").Should().NotContain("reaping");
        Complete(shell, "Get-MeecoClassification -Scheme tag reap").Should().Equal("reaping");
        Complete(shell, "Get-MeecoItemTemplate -Classification vehi").Should().Equal("vehicles");
    }

    [Fact]
    public void Vaults_are_completed_where_SecretManagement_is_loaded()
    {
        using var shell = Connected();
        Complete(shell, "Import-MeecoSession -Vault Per").Should().NotContain("Personal");
        shell.With("secretManagement", SessionVaultTests.Module).Run("Import-Module $secretManagement").Succeeded();

        Complete(shell, "Import-MeecoSession -Vault Per").Should().Equal("Personal");
        Complete(shell, "Export-MeecoSession -Vault per").Should().Equal("Personal");
    }

    [Fact]
    public void Completion_without_a_session_offers_nothing_and_does_not_fail()
    {
        using var shell = new HostedShell();

        Complete(shell, "New-MeecoItem -Template veh").Should().NotContain("vehicle");
    }

    [Fact]
    public void What_a_session_has_seen_is_gone_with_it()
    {
        using var shell = Connected();
        shell.Run("$null = New-MeecoItem custom Ephemeral @{ a = 'b' }; $mine = Get-MeecoSession -Current").Succeeded();
        Complete(shell, "Get-MeecoItem -Session $mine Ephem").Should().Equal("Ephemeral");

        shell.Run("Disconnect-Meeco").Succeeded();

        Complete(shell, "Get-MeecoItem -Session $mine Ephem").Should().NotContain("Ephemeral");
    }

    private static IEnumerable<string> Complete(HostedShell shell, string line) => Matches(shell, line).Select(match => match.CompletionText);

    private static IReadOnlyList<CompletionResult> Matches(HostedShell shell, string line) =>
        [.. shell.With("line", line).Run("(TabExpansion2 $line $line.Length).CompletionMatches").Succeeded().Output.Select(match => (CompletionResult)match.BaseObject)];

    // A session of Alice's own: what she has seen elsewhere is not in it.
    private HostedShell Connected()
    {
        var shell = story.As("alice");
        shell.Run("$null = Connect-Meeco -Environment $environment -Secret $aliceSecret -Passphrase $passphrase").Succeeded();
        return shell;
    }
}
