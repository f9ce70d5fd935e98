using Meeco.Server.Tests.Rules;
using MeecoPS.Tests.Hosting;

namespace MeecoPS.Tests.Commands;

/// <summary>Users, sessions and environments.</summary>
public sealed class AccountTests(Story story)
{
    [Fact]
    public void A_new_user_types_the_passphrase_twice_and_is_told_to_keep_the_secret()
    {
        var person = new ScriptedUser { Secrets = { "typed passphrase", "typed passphrase" } };
        using var shell = story.As("alice", person);

        var run = shell.Run("$new = New-MeecoUser -Environment $environment; $new; Get-MeecoSession -Current").Succeeded();

        run.Output.Should().HaveCount(2);
        run.Output[0].BaseObject.Should().BeSameAs(run.Output[1].BaseObject, "who registers is connected");
        run.Warnings.Should().ContainSingle().Which.Should().Contain("Get-MeecoAccountSecret");
        run.Progress.Should().NotBeEmpty("making keys takes its time");
        shell.Run("""
            $secret = Get-MeecoAccountSecret
            $again = Connect-Meeco -Environment $environment -Secret $secret -Passphrase ([System.Net.NetworkCredential]::new('', 'typed passphrase').SecurePassword)
            $again.UserId -eq $new.UserId
            """).Succeeded().Lines.Should().Equal("True");
        person.Shown.Should().NotContain("typed passphrase");
    }

    [Fact]
    public void A_passphrase_that_is_typed_differently_makes_no_user()
    {
        var person = new ScriptedUser { Secrets = { "one", "another" } };
        using var shell = story.As("alice", person);

        shell.Run("New-MeecoUser -Environment $environment").ErrorIds.Should().Equal("PassphrasesDiffer");
        shell.Run("@(Get-MeecoSession).Count").Lines.Should().Equal("0");
    }

    [Fact]
    public void A_host_that_cannot_ask_says_which_parameter_to_give()
    {
        using var shell = story.As("alice");

        shell.Run("New-MeecoUser -Environment $environment").ErrorIds.Should().Equal("SecretRequired");
        shell.Run("Connect-Meeco -Environment $environment -Secret $aliceSecret").Errors.Single().Exception.Message
            .Should().Contain("-Passphrase");
    }

    [Fact]
    public void A_wrong_passphrase_can_be_caught_and_leaves_the_session_as_it_was()
    {
        using var shell = story.As("bob");

        var run = shell.Run("""
            $wrong = [System.Net.NetworkCredential]::new('', 'wrong').SecurePassword
            try { Connect-Meeco -Environment $environment -Secret $aliceSecret -Passphrase $wrong; 'goes on as somebody else' }
            catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            """);

        run.Lines.Should().Equal("LoginFailed");
        shell.Run("(Get-MeecoSession -Current).UserId -eq $bob.UserId").Lines.Should().Equal("True");
    }

    [Fact]
    public void A_registered_user_a_secret_that_is_none_and_a_server_that_is_gone_are_errors()
    {
        using var shell = story.As("bob");

        shell.Run("New-MeecoUser -Environment $environment -Secret $aliceSecret -Passphrase $passphrase").ErrorIds.Should().Equal("AccountExists");
        shell.Run("Connect-Meeco -Environment $environment -Secret $passphrase -Passphrase $passphrase").ErrorIds.Should().Equal("InvalidAccountSecret");
        shell.Run("""
            Set-MeecoEnvironment http://127.0.0.1:9/vault http://127.0.0.1:9/keystore
            Connect-Meeco -Secret $aliceSecret -Passphrase $passphrase
            """).ErrorIds.Should().Equal("ServerUnreachable");
    }

    [Fact]
    public void The_account_secret_is_a_secure_string_unless_plain_text_is_asked_for()
    {
        using var shell = story.As("alice");

        var run = shell.Run("Get-MeecoAccountSecret; Get-MeecoAccountSecret -AsPlainText; $alice.UserName").Succeeded();

        run.Output[0].BaseObject.Should().BeOfType<System.Security.SecureString>();
        run.Lines.ElementAt(1).Should().StartWith($"1.{run.Lines.Last()}.");
    }

    [Fact]
    public void Disconnecting_ends_the_session_and_makes_no_other_current()
    {
        using var shell = story.As("bob");
        shell.Run("$again = Connect-Meeco -Environment $environment -Secret $aliceSecret -Passphrase $passphrase").Succeeded();
        shell.Run("(Get-MeecoUser).Id -eq $alice.UserId").Lines.Should().Equal("True");

        shell.Run("Disconnect-Meeco").Succeeded();

        shell.Run("$again.IsEnded; @(Get-MeecoSession).Count; $null -eq (Get-MeecoSession -Current)").Lines.Should().Equal("True", "0", "True");
        shell.Run("Get-MeecoItem").ErrorIds.Should().Equal("NotConnected");
        shell.Run("Get-MeecoItem -Session $again").ErrorIds.Should().Equal("SessionEnded");
        shell.Run("Set-MeecoSession $again").ErrorIds.Should().Equal("SessionEnded");
        shell.Run("Get-MeecoUser -Session $alice").Succeeded();
    }

    [Fact]
    public void Each_runspace_has_a_current_session_of_its_own()
    {
        using var alices = story.As("alice");
        using var bobs = story.As("bob");

        alices.Run("(Get-MeecoSession -Current).UserId -eq $alice.UserId").Lines.Should().Equal("True");
        bobs.Run("(Set-MeecoSession $carlos -PassThru).UserId -eq $carlos.UserId; (Get-MeecoUser).Id -eq $carlos.UserId")
            .Lines.Should().Equal("True", "True");
        alices.Run("(Get-MeecoUser).Id -eq $alice.UserId").Lines.Should().Equal("True");
    }

    [Fact]
    public void Without_an_environment_nobody_can_connect()
    {
        using var shell = new HostedShell();

        var run = shell.Run("New-MeecoUser -Passphrase ([System.Security.SecureString]::new())");

        run.ErrorIds.Should().Equal("EnvironmentNotSet");
        run.Errors.Single().ErrorDetails.RecommendedAction.Should().Contain("Start-MeecoServer");
    }

    [Fact]
    public void Plain_http_to_another_machine_needs_a_switch()
    {
        using var shell = new HostedShell();
        const string Set = "Set-MeecoEnvironment http://vault.example/vault http://vault.example/keystore";

        shell.Run(Set).ErrorIds.Should().Equal("InsecureEnvironment");
        shell.Run("Get-MeecoEnvironment").Output.Should().BeEmpty();
        shell.Run($"{Set} -AllowInsecure -WhatIf; Get-MeecoEnvironment").Succeeded().Output.Should().BeEmpty();
        shell.Run($"{Set} -AllowInsecure -PassThru").Succeeded().Output.Should().ContainSingle();
    }

    [Fact, Rule("8.14")]
    public void Nothing_that_is_written_holds_passphrase_secret_or_token()
    {
        using var shell = story.As("alice");
        var secret = shell.Run("Get-MeecoAccountSecret -AsPlainText").Lines.Single();

        var run = shell.Run("""
            $VerbosePreference = $DebugPreference = 'Continue'
            $session = Connect-Meeco -Environment $environment -Secret $aliceSecret -Passphrase $passphrase -Verbose -Debug
            $session; "$session"
            foreach ($property in $session.psobject.Properties) { "$($property.Name)=$($property.Value)" }
            Connect-Meeco -Environment $environment -Secret $aliceSecret -Passphrase $aliceSecret
            """);
        var later = shell.Run("""
            $VerbosePreference = $DebugPreference = 'Continue'
            New-MeecoItem custom 'Nothing to see' -Slot @{ note = 'hidden' } -Verbose -Debug
            Get-MeecoItem -Item ([guid]::NewGuid()) -Verbose -Debug
            Disconnect-Meeco -Session $session -Verbose
            """);

        var transcript = run.Transcript + later.Transcript;
        transcript.Should().NotContain(Story.Passphrase).And.NotContain(secret).And.NotContain(secret.Split('.')[2]);
        transcript.Should().NotContainEquivalentOf("bearer").And.NotContain("Aes256Gcm");
        later.Verbose.Concat(later.Debug).Concat(later.Errors.Select(error => error.ToString()))
            .Should().NotContain(line => line.Contains("hidden", StringComparison.Ordinal));
    }

    [Fact]
    public void An_error_of_an_account_names_its_user_or_the_server()
    {
        using var shell = story.As("alice");
        shell.Run("$environment | Set-MeecoEnvironment; $other = [System.Net.NetworkCredential]::new('', 'another passphrase').SecurePassword").Succeeded();

        shell.Run("Connect-Meeco -Secret $aliceSecret -Passphrase $other").Errors.Single().TargetObject.Should().Be(shell.Run("$alice.UserName").Lines.Single());
        shell.Run("New-MeecoUser -Secret $aliceSecret -Passphrase $passphrase").Errors.Single().TargetObject.Should().Be(shell.Run("$alice.UserName").Lines.Single());
        shell.Run("Connect-Meeco -Secret $passphrase -Passphrase $passphrase").Errors.Single().TargetObject.Should().Be(shell.Run("$environment.KeystoreUrl").Single.BaseObject);
        shell.Run("New-MeecoUser -Passphrase ([securestring]::new())").Errors.Single().TargetObject.Should().Be(shell.Run("$environment.KeystoreUrl").Single.BaseObject);
    }
}
