using MeecoPS.Tests.Hosting;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Commands;

/// <summary>Export-MeecoSession and Import-MeecoSession with -Vault.</summary>
public sealed class SessionVaultTests(Story story)
{
    internal static readonly string Module =
        Path.Combine(Repository.Root, "tests", "MeecoPS.Tests", "Support", "Microsoft.PowerShell.SecretManagement.psm1");

    [Fact]
    public void A_session_goes_into_a_vault_and_comes_back_as_the_current_one()
    {
        using var shell = Shell();

        shell.Run("""
            $alice | Export-MeecoSession -Vault Personal
            $again = Import-MeecoSession -Vault personal
            $again.UserId -eq $alice.UserId
            (Get-MeecoSession -Current).UserId -eq $alice.UserId
            @(Get-MeecoConnection -Name Bob).Count
            """).Succeeded().Lines.Should().Equal("True", "True", "1");
    }

    [Fact]
    public void A_passphrase_seals_it_in_the_vault_and_is_asked_for_when_it_is_read()
    {
        var person = new ScriptedUser { Secrets = { "typed for the vault" } };
        using var shell = Shell(person);

        shell.Run("""
            $seal = [System.Net.NetworkCredential]::new('', 'typed for the vault').SecurePassword
            Export-MeecoSession sealed -Vault Personal -Passphrase $seal -Session $alice
            (Import-MeecoSession sealed -Vault Personal).UserId -eq $alice.UserId
            (Import-MeecoSession sealed -Vault Personal -Passphrase $seal).UserId -eq $alice.UserId
            """).Succeeded().Lines.Should().Equal("True", "True");
        shell.Run("Import-MeecoSession sealed -Vault Personal -Passphrase $passphrase").ErrorIds.Should().Equal("SessionFileLocked");
        shell.Run("Export-MeecoSession open -Vault Personal -Session $alice; Import-MeecoSession open -Vault Personal -Passphrase $seal")
            .ErrorIds.Should().Equal("SessionFileUnreadable");
        person.Shown.Should().NotContain("typed for the vault");
    }

    [Fact]
    public void WhatIf_stores_nothing_and_what_is_there_stays_without_Force()
    {
        using var shell = Shell();

        shell.Run("Export-MeecoSession -Vault Personal -Session $alice -WhatIf").Succeeded();
        shell.Run("Import-MeecoSession -Vault Personal").ErrorIds.Should().Equal("SecretNotFound");
        shell.Run("Export-MeecoSession -Vault Personal -Session $alice").Succeeded();
        shell.Run("Export-MeecoSession -Vault Personal -Session $bob").ErrorIds.Should().Equal("SecretExists");
        shell.Run("(Import-MeecoSession -Vault Personal).UserId -eq $alice.UserId").Lines.Should().Equal("True");
        shell.Run("Export-MeecoSession -Vault Personal -Session $bob -Force; (Import-MeecoSession -Vault Personal).UserId -eq $bob.UserId")
            .Succeeded().Lines.Should().Equal("True");
    }

    [Theory]
    [InlineData("Import-MeecoSession -Vault Nowhere", "VaultNotFound")]
    [InlineData("Export-MeecoSession -Vault Nowhere -Session $alice", "VaultNotFound")]
    [InlineData("Import-MeecoSession -Vault Locked", "VaultFailed")]
    [InlineData("Export-MeecoSession -Vault Locked -Session $alice", "VaultFailed")]
    [InlineData("Set-Raw Personal other 7; Import-MeecoSession other -Vault Personal", "SessionFileUnreadable")]
    [InlineData("Set-Raw Personal other $passphrase; Import-MeecoSession other -Vault Personal", "SessionFileUnreadable")]
    public void What_the_vault_does_not_do_is_said(string script, string error)
    {
        using var shell = Shell();

        var run = shell.Run(script);

        run.ErrorIds.Should().Equal(error);
        run.Errors.Single().ErrorDetails.RecommendedAction.Should().NotBeEmpty();
    }

    [Fact]
    public void Without_the_module_the_error_says_what_to_install()
    {
        using var shell = story.As("alice");

        // One that this machine may have is not to be loaded.
        var run = shell.Run("$PSModuleAutoLoadingPreference = 'None'; Export-MeecoSession -Vault Personal");

        run.ErrorIds.Should().Equal("SecretManagementMissing");
        run.Errors.Single().ErrorDetails.RecommendedAction.Should().Contain("Install-PSResource Microsoft.PowerShell.SecretManagement");
    }

    private HostedShell Shell(ScriptedUser? person = null)
    {
        var shell = (person is null ? story.As("alice") : story.As("alice", person)).With("secretManagement", Module);
        shell.Run("Import-Module $secretManagement").Succeeded();
        return shell;
    }
}
