using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Commands;

/// <summary>How long sessions live, and what commands say when one does no longer.</summary>
public sealed class SessionTests(Story story)
{
    [Fact]
    public void A_session_lives_as_long_as_was_asked_for_and_shows_what_is_left()
    {
        var person = new ScriptedUser();
        using var shell = story.As("alice", person);

        shell.Run("""
            $short = Connect-Meeco -Environment $environment -Secret $aliceSecret -Passphrase $passphrase -ValidFor 02:00:00
            ($short.Remaining -le '02:00:00'), ($short.Remaining -gt '01:00:00'), $short.IsExpired
            $short.ValidUntil -lt $alice.ValidUntil
            $known = $short.ValidUntil
            (Get-MeecoSession -Current -Refresh).ValidUntil -eq $known
            """).Succeeded().Lines.Should().Equal("True", "True", "False", "True", "True");
        shell.Run("Get-MeecoSession | Out-Default").Succeeded();
        person.Shown.Should().Contain("Remaining").And.Contain("0.01:");
        shell.Run("Connect-Meeco -Environment $environment -Secret $aliceSecret -Passphrase $passphrase -ValidFor 00:00:00").ErrorIds.Should().Equal("InvalidLifetime");
        shell.Run("Disconnect-Meeco").Succeeded();
    }

    [Fact]
    public void Ending_the_others_leaves_this_session_and_makes_every_other_fail_with_the_remedy()
    {
        var person = new ScriptedUser();
        using var shell = story.As("alice", person);
        shell.Run("""
            $user = New-MeecoUser -Environment $environment -Passphrase $passphrase -WarningAction SilentlyContinue
            $secret = Get-MeecoAccountSecret
            $keeping = Connect-Meeco -Environment $environment -Secret $secret -Passphrase $passphrase
            """).Succeeded();
        shell.Run("Disconnect-Meeco -Others -WhatIf; (Get-MeecoUser -Session $user).Id -eq $user.UserId").Succeeded().Lines.Should().Equal("True");

        shell.Run("Disconnect-Meeco -Others").Succeeded();

        shell.Run("(Get-MeecoUser).Id -eq $user.UserId; (Get-MeecoSession -Current).IsExpired").Succeeded().Lines.Should().Equal("True", "False");
        foreach (var command in new[]
        {
            "Get-MeecoUser", "Get-MeecoItem", "Get-MeecoItem -Item ([guid]::NewGuid())", "New-MeecoItem custom Nothing", "Get-MeecoConnection",
            "Get-MeecoInvitation", "Get-MeecoShare", "Get-MeecoEvent", "Get-MeecoClientTask", "Invoke-MeecoClientTaskBatch", "Get-MeecoItemTemplate",
        })
        {
            var refused = shell.Run($"{command} -Session $user");
            refused.ErrorIds.Should().Equal(["SessionExpired"], command);
            refused.Errors.Single().ErrorDetails.RecommendedAction.Should().Contain("Connect-Meeco");
        }

        shell.Run("$user.IsExpired; @(Get-MeecoSession -Refresh | Where-Object IsExpired).Count; $user.IsExpired; $keeping.IsExpired").Succeeded()
            .Lines.Should().Equal("False", "1", "True", "False");
        shell.Run("Get-MeecoSession | Out-Default").Succeeded();
        person.Shown.Should().Contain("expired");
        shell.Run("Disconnect-Meeco $user; Disconnect-Meeco $keeping").Succeeded();
    }

    [Fact]
    public void Every_command_that_takes_a_session_refuses_one_that_has_ended()
    {
        using var shell = story.As("alice");
        shell.Run("$ended = Connect-Meeco -Environment $environment -Secret $aliceSecret -Passphrase $passphrase; Disconnect-Meeco; Set-MeecoSession $alice").Succeeded();

        // Each with whatever its mandatory parameters take: it must not come so far as to look at them.
        var run = shell.Run("""
            $values = { param($type)
                $one = if ($type.IsArray) { $type.GetElementType() } else { $type }
                if ($one -eq [hashtable] -or $one -eq [System.Collections.IDictionary]) { return @{ a = 'b' } }
                if ($one -eq [securestring]) { return $passphrase }
                foreach ($try in 'x', 1, $alice, [guid]::NewGuid().ToString()) { if ($null -ne ($try -as $type)) { return , ($try -as $type) } }
            }
            foreach ($command in Get-Command -Module MeecoPS | Where-Object { $_.Parameters.ContainsKey('Session') -and $_.Name -notin 'Disconnect-Meeco', 'Set-MeecoSession' }) {
                foreach ($set in $command.ParameterSets) {
                    $given = @{ Session = $ended }
                    foreach ($parameter in $set.Parameters | Where-Object { $_.IsMandatory -and $_.Name -ne 'Session' }) {
                        $allowed = $parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ValidateSetAttribute] }
                        $given[$parameter.Name] = if ($allowed) { $allowed.ValidValues[0] } else { & $values $parameter.ParameterType }
                    }
                    if ($given.Values -contains $null) { continue }
                    if ($set.Parameters.Name -contains 'Passphrase') { $given['Passphrase'] = $passphrase }
                    if ($command.Parameters.ContainsKey('Confirm')) { $given['Confirm'] = $false }
                    try { $null = & $command @given -ErrorAction Stop; "$($command.Name): done" }
                    catch { "$($command.Name): $($_.FullyQualifiedErrorId.Split(',')[0])" }
                    break
                }
            }
            """);

        run.Lines.Should().HaveCountGreaterThan(20).And.OnlyContain(line => line.EndsWith(": SessionEnded", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Set-MeecoSession alice")]
    [InlineData("Get-MeecoItem -Session alice")]
    [InlineData("New-MeecoConnection -To alice")]
    public void A_session_is_not_found_by_a_name_and_the_error_says_what_to_give(string command)
    {
        using var shell = story.As("alice");

        shell.Run(command).Errors.Single().ToString().Should().Contain("'alice' is not a session but a text. Give the variable that holds the session, as in $alice");
    }
}
