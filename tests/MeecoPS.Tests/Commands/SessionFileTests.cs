using MeecoPS.Tests.Hosting;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Commands;

/// <summary>Export-MeecoSession and Import-MeecoSession.</summary>
public sealed class SessionFileTests(Story story)
{
    [Fact]
    public void A_session_goes_into_a_file_and_comes_back_as_the_current_one()
    {
        using var folder = new TemporaryFolder();
        var person = new ScriptedUser { Secrets = { "typed for the file", "typed for the file", "typed for the file" } };
        using var shell = story.As("bob", person).With("path", Path.Combine(folder.Path, "alice.meeco"));

        var run = shell.Run("""
            $file = $alice | Export-MeecoSession $path -PassThru
            $file.FullName
            $again = $file | Import-MeecoSession
            $again.UserId -eq $alice.UserId
            (Get-MeecoSession -Current).UserId -eq $alice.UserId
            @(Get-MeecoConnection -Name Bob).Count
            """).Succeeded();

        run.Lines.Should().Equal(Path.Combine(folder.Path, "alice.meeco"), "True", "True", "1");
        person.Shown.Should().NotContain("typed for the file");
    }

    [Fact]
    public void WhatIf_writes_nothing_and_each_failure_can_be_caught()
    {
        using var folder = new TemporaryFolder();
        using var shell = story.As("alice").With("path", Path.Combine(folder.Path, "alice.meeco"));

        shell.Run("Export-MeecoSession $path -Passphrase $passphrase -WhatIf").Succeeded().Output.Should().BeEmpty();
        File.Exists(Path.Combine(folder.Path, "alice.meeco")).Should().BeFalse();
        shell.Run("Export-MeecoSession $path").ErrorIds.Should().Equal("SecretRequired");
        var missing = shell.Run("Import-MeecoSession $path -Passphrase $passphrase");
        missing.ErrorIds.Should().Equal("SessionFileUnreadable");
        missing.Errors.Single().ToString().Should().EndWith(".").And.NotContain("..");
        shell.Run("Export-MeecoSession $path -Passphrase $passphrase").Succeeded();
        shell.Run("Export-MeecoSession $path -Passphrase $passphrase").ErrorIds.Should().Equal("FileExists");
        shell.Run("try { Import-MeecoSession $path -Passphrase ([System.Net.NetworkCredential]::new('', 'wrong').SecurePassword) } catch { 'caught' }")
            .Lines.Should().Equal("caught");
        shell.Run("(Get-MeecoSession -Current).UserId -eq $alice.UserId").Lines.Should().Equal("True");
    }
}
